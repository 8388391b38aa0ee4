import { CodedError } from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import { pino } from 'pino';
import { MarketBlocks, TERMS } from '../../test/MarketBlocks.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { sampleConfig } from '../../test/sampleConfig.js';
import { HOUR, period, SampleLedger, START } from '../../test/SampleLedger.js';
import { MarketKeeper } from './MarketKeeper.js';

const [FIRST, SECOND, THIRD] = ['1'.repeat(32), '2'.repeat(32), '3'.repeat(32)];

describe('MarketKeeper', () => {
  let opened: OpenModel;
  let ledger: SampleLedger;
  let blocks: MarketBlocks;
  let now: number;
  let isCurrent: boolean;
  let asked: string[];
  let refusals: Map<string, string>;
  /** What the ledger does when it is asked. */
  let effects: Map<string, () => void>;
  beforeEach(() => {
    opened = openModel();
    ledger = new SampleLedger().found();
    blocks = new MarketBlocks(ledger);
    blocks.market();
    now = START + 2 * HOUR;
    isCurrent = true;
    asked = [];
    refusals = new Map();
    effects = new Map();
  });
  afterEach(() => {
    opened.close();
  });

  const project = (): void => {
    const done = opened.model.ledger.lastBlock()?.number ?? -1;
    opened.apply(ledger.builder.blocks.slice(done + 1));
  };
  const submit = (name: string, auctionId: string): Promise<Committed> => {
    const call = `${name} ${auctionId.slice(0, 1)}`;
    asked.push(call);
    const code = refusals.get(call);
    if (code !== undefined) return Promise.reject(new CodedError(code, 'refused'));
    effects.get(call)?.();
    project();
    return Promise.resolve({ requestId: '', transactionId: '', blockNumber: 1 });
  };
  const keeper = (): MarketKeeper =>
    new MarketKeeper({
      model: opened.model,
      isCurrent: () => Promise.resolve(isCurrent),
      reached: () => Promise.resolve(),
      config: sampleConfig({ community: { closeDelayMs: 0 } }),
      log: pino({ level: 'silent' }),
      now: () => now,
      ledger: {
        market: {
          closeBidding: ({ auctionId }) => submit('closeBidding', auctionId),
          closeReveals: ({ auctionId }) => submit('closeReveals', auctionId),
          settle: ({ auctionId }) => submit('settle', auctionId),
          releaseDelivery: ({ auctionId }) => submit('releaseDelivery', auctionId),
        },
      },
    });
  const step = async (on = keeper()): Promise<string[]> => {
    project();
    await on.step();
    return asked.splice(0).toSorted();
  };

  it('takes an auction whose parties do nothing from phase to phase, each when it is due', async () => {
    blocks.offer(FIRST);
    effects.set('closeBidding 1', () => blocks.closeBidding(FIRST));
    effects.set('closeReveals 1', () => blocks.closeReveals(FIRST));
    effects.set('settle 1', () => blocks.settle(FIRST, []));
    expect(await step()).to.deep.equal([]);
    now = START + 3 * HOUR;
    expect(await step()).to.deep.equal(['closeBidding 1']);
    expect(await step()).to.deep.equal([]);
    now = START + 4 * HOUR;
    expect(await step()).to.deep.equal(['closeReveals 1']);
    expect(await step()).to.deep.equal(['settle 1']);
    expect(await step()).to.deep.equal([]);
  });

  it('has one auction that fails hold up no other, and tries it again later', async () => {
    for (const auctionId of [FIRST, SECOND, THIRD]) blocks.offer(auctionId);
    now = START + 3 * HOUR;
    refusals.set('closeBidding 2', 'LEDGER_UNAVAILABLE');
    effects.set('closeBidding 1', () => blocks.closeBidding(FIRST));
    effects.set('closeBidding 3', () => blocks.closeBidding(THIRD));
    const same = keeper();
    expect(await step(same)).to.deep.equal(['closeBidding 1', 'closeBidding 2', 'closeBidding 3']);
    // It waits a while before it asks for what failed, and a keeper that was started anew does not know of it.
    expect(await step(same)).to.deep.equal([]);
    expect(await step()).to.deep.equal(['closeBidding 2']);
  });

  it('closes hundreds of auctions that are due at once', async () => {
    const ids = Array.from({ length: 150 }, (_, i) => i.toString(16).padStart(32, '0'));
    for (const auctionId of ids) blocks.offer(auctionId);
    now = START + 3 * HOUR;
    expect(await step()).to.have.length(150);
  });

  it('takes it as done where somebody else was first, or the ledger’s clock is behind', async () => {
    for (const code of ['PHASE_LATE', 'PHASE_EARLY']) {
      refusals.set('closeBidding 1', code);
      if (code === 'PHASE_LATE') blocks.offer(FIRST);
      now = START + 3 * HOUR;
      const same = keeper();
      expect(await step(same)).to.deep.equal(['closeBidding 1']);
      // No failure that it would wait for.
      expect(await step(same)).to.deep.equal(['closeBidding 1']);
    }
  });

  it('does nothing that others did while it left it to them', async () => {
    blocks.offer(FIRST);
    now = START + 3 * HOUR;
    project();
    const round = keeper().step();
    blocks.closeBidding(FIRST);
    project();
    await round;
    expect(asked).to.deep.equal([]);
  });

  it('pays sales out when no claim came in time, a claim was not disputed in time, or an auditor has decided', async () => {
    for (const auctionId of [FIRST, SECOND, THIRD]) {
      blocks.offer(auctionId);
      blocks.settle(auctionId, [{ seller: '1', lots: 2 }]);
    }
    const claimedAt = period.end + HOUR;
    blocks.claim(SECOND, '1', 'c'.repeat(64), 1, claimedAt);
    blocks.claim(THIRD, '1', 'd'.repeat(64), 1, claimedAt);
    blocks.dispute(THIRD, '1', claimedAt + 1);
    effects.set('releaseDelivery 2', () => blocks.release(SECOND, '1', 1, now));
    now = claimedAt + TERMS.disputeSeconds - 1;
    expect(await step()).to.deep.equal([]);
    now += 1;
    expect(await step()).to.deep.equal(['releaseDelivery 2']);
    blocks.decide(THIRD, '1', 0, now);
    expect(await step()).to.deep.equal(['releaseDelivery 3']);
    blocks.release(THIRD, '1', 0, now);
    now = period.end + TERMS.claimSeconds;
    expect(await step()).to.deep.equal(['releaseDelivery 1']);
  });

  it('waits while the read model is behind', async () => {
    blocks.offer(FIRST);
    now = START + 3 * HOUR;
    isCurrent = false;
    expect(await step()).to.deep.equal([]);
  });
});
