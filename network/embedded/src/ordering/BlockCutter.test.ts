import { expect } from 'chai';
import fc from 'fast-check';
import { BlockCutter } from './BlockCutter.js';
import type { OrderedMessage } from './OrderedMessage.js';

const settings = { timeoutMs: 200, maxMessages: 3, absoluteMaxBytes: 1000, preferredMaxBytes: 100 };

function message(size: number): OrderedMessage {
  return { bytes: new Uint8Array(), size };
}

function sizes(batches: readonly (readonly OrderedMessage[])[]): readonly (readonly number[])[] {
  return batches.map((batch) => batch.map(({ size }) => size));
}

describe('BlockCutter', () => {
  it('cuts at the number of messages', () => {
    const cutter = new BlockCutter(settings);
    expect([1, 2, 3, 4].map((size) => sizes(cutter.add(message(size))))).to.deep.equal([
      [],
      [],
      [[1, 2, 3]],
      [],
    ]);
    expect(sizes([cutter.cut()])).to.deep.equal([[4]]);
    expect(cutter.isEmpty).to.equal(true);
  });

  it('cuts before the message that would go beyond the preferred bytes', () => {
    const cutter = new BlockCutter(settings);
    expect([60, 40, 1].map((size) => sizes(cutter.add(message(size))))).to.deep.equal([[], [], [[60, 40]]]);
    expect(cutter.isEmpty).to.equal(false);
  });

  it('gives a message beyond the preferred bytes a block for itself', () => {
    const cutter = new BlockCutter(settings);
    expect(sizes(cutter.add(message(101)))).to.deep.equal([[101]]);
    cutter.add(message(5));
    expect(sizes(cutter.add(message(500)))).to.deep.equal([[5], [500]]);
    expect(cutter.isEmpty).to.equal(true);
  });

  it('can give two batches at once, of one message each when there may be one', () => {
    const cutter = new BlockCutter({ ...settings, maxMessages: 1 });
    expect([1, 2].map((size) => sizes(cutter.add(message(size))))).to.deep.equal([[[1]], [[2]]]);
  });

  it('keeps every message, in order, in batches within the limits', () => {
    const messages = fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 60 });
    fc.assert(
      fc.property(messages, fc.integer({ min: 1, max: 9 }), (given, maxMessages) => {
        const cutter = new BlockCutter({ ...settings, maxMessages });
        const batches = given.flatMap((size) => sizes(cutter.add(message(size))));
        if (!cutter.isEmpty) batches.push(...sizes([cutter.cut()]));
        expect(batches.flat()).to.deep.equal(given);
        for (const batch of batches) {
          expect(batch.length).to.be.within(1, maxMessages);
          const bytes = batch.reduce((sum, size) => sum + size, 0);
          expect(bytes <= settings.preferredMaxBytes || batch.length === 1).to.equal(true);
        }
      }),
    );
  });
});
