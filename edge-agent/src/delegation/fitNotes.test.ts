import { encodePadded, EPOCH_NOTES_LENGTH, random16Hex } from '@acequia/protocol';
import { expect } from 'chai';
import fc from 'fast-check';
import { fitNotes } from './fitNotes.js';

describe('fitNotes', () => {
  it('takes as much as fits, acknowledgements first, in order', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (runs, alarms) => {
        const acknowledged = Array.from({ length: runs }, (_, index) => ({
          delegationId: random16Hex(),
          from: index + 1,
          to: 9_999_999_999,
        }));
        const receipts = Array.from({ length: alarms }, () => ({
          alarmId: random16Hex(),
          openedAt: 1_472_680_800,
        }));
        const notes = fitNotes({ receipts, acknowledged });
        expect(encodePadded(notes, EPOCH_NOTES_LENGTH)).to.have.length(EPOCH_NOTES_LENGTH);
        expect(notes.acknowledged).to.deep.equal(acknowledged.slice(0, notes.acknowledged.length));
        expect(notes.receipts).to.deep.equal(receipts.slice(0, notes.receipts.length));
        if (notes.receipts.length > 0) expect(notes.acknowledged).to.have.length(runs);
        if (runs + alarms <= 10) expect(notes).to.deep.equal({ version: 1, receipts, acknowledged });
      }),
    );
  });
});
