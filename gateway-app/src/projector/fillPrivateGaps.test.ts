import { expect } from 'chai';
import type { LedgerBlock } from '@acequia/protocol/fabric';
import { blocksOf } from '../../test/blocksOf.js';
import { flipLast } from '../../test/flipLast.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { SampleLedger } from '../../test/SampleLedger.js';
import { digestReadModel } from '../readModel/digestReadModel.js';
import { fillPrivateGaps } from './fillPrivateGaps.js';

const { signal } = new AbortController();

/** The block as a peer gives it that has not got its private data. */
function withoutPrivateData(block: LedgerBlock): LedgerBlock {
  return {
    ...block,
    transactions: block.transactions.map((transaction) => ({
      ...transaction,
      collections: transaction.collections.map((written) => ({
        ...written,
        writes: 'notAvailable' as const,
      })),
    })),
  };
}

describe('fillPrivateGaps', () => {
  const opened: OpenModel[] = [];
  const open = (): OpenModel => {
    const model = openModel();
    opened.push(model);
    return model;
  };
  afterEach(() => {
    for (const { close } of opened.splice(0)) close();
  });

  it('takes what comes late, and ends the same as if it had come at once', async () => {
    const ledger = new SampleLedger().found();
    ledger.submit([ledger.window('sh1-energy', [1, 2]), ledger.window('sh1-energy', [3])]);
    ledger.submit([ledger.window('sh2-water', [4])]);
    const { blocks } = ledger.builder;
    const late = open();
    late.apply(blocks.map(withoutPrivateData));
    expect(late.model.ledger.summary()).to.include({ windows: 3, readings: 4 });
    expect(late.model.readings.extendedPage({ homeId: 'SH1', from: 0, to: 2 ** 40 }, 9)).to.deep.equal([]);
    expect(late.model.ledger.privateGaps()).to.have.length(4);
    // As long as the peer has not got it, everything stays as it is.
    await fillPrivateGaps(late.model, blocksOf(blocks.map(withoutPrivateData)), late.scope, signal);
    expect(late.model.ledger.privateGaps()).to.have.length(4);
    await fillPrivateGaps(late.model, blocksOf(blocks), late.scope, signal);
    expect(late.model.ledger.privateGaps()).to.deep.equal([]);
    expect(late.model.readings.extendedPage({ homeId: 'SH1', from: 0, to: 2 ** 40 }, 9)).to.have.length(3);
    const prompt = open();
    prompt.apply(blocks);
    expect(digestReadModel(late.model.database)).to.deep.equal(digestReadModel(prompt.model.database));
  });

  it('takes no extended dataset of a window that was sealed again meanwhile, and waits for it no longer', async () => {
    const ledger = new SampleLedger().found();
    const window = ledger.window('sh1-energy', [1, 2], { spoilExtended: flipLast });
    const submitted = ledger.submit([window]);
    ledger.complain(window, 'EXTENDED_UNREADABLE');
    const { model, apply, scope } = open();
    apply(ledger.builder.blocks.map((block) => (block === submitted ? withoutPrivateData(block) : block)));
    expect(model.ledger.privateGaps()).to.have.length(1);
    apply([ledger.republish(ledger.sealAgain(window))]);
    await fillPrivateGaps(model, blocksOf(ledger.builder.blocks), scope, signal);
    expect(model.ledger.privateGaps()).to.deep.equal([]);
    expect(model.monitoring.window('sh1-energy', 1)).to.include({ revision: 1, extended: 'present' });
    const prompt = open();
    prompt.apply(ledger.builder.blocks);
    expect(digestReadModel(model.database)).to.deep.equal(digestReadModel(prompt.model.database));
  });

  it('does not bring back what was purged meanwhile, and waits for it no longer', async () => {
    const ledger = new SampleLedger().found();
    const window = ledger.window('sh1-energy', [1, 2]);
    const submitted = ledger.submit([window]);
    ledger.accept(window);
    ledger.purge('sh1-energy', 1);
    const { blocks } = ledger.builder;
    const { model, apply, scope } = open();
    apply(blocks.map((block) => (block === submitted ? withoutPrivateData(block) : block)));
    expect(model.ledger.privateGaps()).to.have.length(1);
    await fillPrivateGaps(model, blocksOf(blocks), scope, signal);
    expect(model.ledger.privateGaps()).to.deep.equal([]);
    expect(model.ledger.summary()).to.include({ readings: 0, purged: 1 });
  });
});
