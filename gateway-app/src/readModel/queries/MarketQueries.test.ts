import { expect } from 'chai';
import { MarketBlocks, TERMS } from '../../../test/MarketBlocks.js';
import { openModel, type OpenModel } from '../../../test/openModel.js';
import { HOUR, period, SampleLedger, START } from '../../../test/SampleLedger.js';
import { traderOf } from '../../../test/traderOf.js';
import { digestReadModel } from '../digestReadModel.js';

const [FIRST, SECOND] = ['1'.repeat(32), '2'.repeat(32)];

describe('the market in the read model', () => {
  let opened: OpenModel;
  let ledger: SampleLedger;
  let blocks: MarketBlocks;
  beforeEach(() => {
    opened = openModel();
    ledger = new SampleLedger().found();
    blocks = new MarketBlocks(ledger);
    blocks.market();
    blocks.offer(FIRST);
  });
  afterEach(() => {
    opened.close();
  });

  it('has terms by period and resource, the newest in place of older ones', () => {
    blocks.market('energy');
    blocks.market('water', { excessPrice: '7' });
    opened.apply(ledger.builder.blocks);
    const { market } = opened.model;
    expect(
      market.markets(period.periodId).map(({ resource, excessPrice }) => [resource, excessPrice]),
    ).to.deep.equal([
      ['energy', '100'],
      ['water', '7'],
    ]);
    expect(market.markets('2016-10')).to.deep.equal([]);
  });

  it('has an auction in each of its phases, as the contract tells it', () => {
    const phases: (string | undefined)[] = [];
    const look = (): void => {
      const done = opened.model.ledger.lastBlock()?.number ?? -1;
      opened.apply(ledger.builder.blocks.slice(done + 1));
      phases.push(opened.model.market.auction(FIRST)?.phase);
    };
    look();
    blocks.bid(FIRST, { seller: '1', lots: 2 });
    blocks.closeBidding(FIRST);
    look();
    blocks.deposit(FIRST, '60');
    blocks.reveal(FIRST, '1', '40');
    blocks.closeReveals(FIRST);
    look();
    expect(opened.model.market.hasUnsettled(period.periodId)).to.equal(true);
    blocks.settle(FIRST, [{ seller: '1', lots: 2 }]);
    look();
    expect(phases).to.deep.equal(['bidding', 'reveal', 'settling', 'settled']);
    const { market } = opened.model;
    expect([market.hasUnsettled(period.periodId), market.unsettled()]).to.deep.equal([false, []]);
    const auction = market.auction(FIRST);
    expect(auction?.settlement).to.include({ outcome: 'traded', lots: 2, unitPrice: '40' });
    expect(auction?.maxPrice).to.include({ unitPrice: '60' });
    expect(
      auction?.bids.map(({ lots, reveal, delivery }) => [lots, reveal?.unitPrice, delivery?.proceeds]),
    ).to.deep.equal([[2, '40', '80']]);
    expect(market.trades(period.periodId)).to.deep.equal([
      {
        periodId: period.periodId,
        resource: 'water',
        auctionId: FIRST,
        tag: traderOf(FIRST, '1').tag,
        lots: 2,
        unitPrice: '40',
        at: START + 4 * HOUR,
      },
    ]);
  });

  it('pages auctions from the newest on, and tells which were opened behind a place', () => {
    blocks.offer(SECOND, { resource: 'energy' });
    opened.apply(ledger.builder.blocks);
    const { market } = opened.model;
    const ids = (page: readonly { auction: { auctionId: string } }[]): string[] =>
      page.map(({ auction }) => auction.auctionId);
    const all = market.auctions(period.periodId, { limit: 5 });
    expect(ids(all)).to.deep.equal([SECOND, FIRST]);
    const [newest] = all;
    expect(newest && ids(market.auctions(period.periodId, { before: newest, limit: 5 }))).to.deep.equal([
      FIRST,
    ]);
    expect(ids(market.auctions(period.periodId, { resource: 'energy', limit: 5 }))).to.deep.equal([SECOND]);
    expect(ids(market.openedBehind({ block: -1, position: 0 }, 1))).to.deep.equal([FIRST]);
    const oldest = all[1];
    expect(oldest && ids(market.openedBehind(oldest, 5))).to.deep.equal([SECOND]);
  });

  it('has what became of sales until they are paid out', () => {
    blocks.settle(FIRST, [
      { seller: '1', lots: 2 },
      { seller: '2', lots: 1 },
    ]);
    blocks.claim(FIRST, '1', 'c'.repeat(64), 1, period.end + 1);
    blocks.dispute(FIRST, '1', period.end + 2);
    blocks.decide(FIRST, '1', 1, period.end + 3);
    opened.apply(ledger.builder.blocks);
    const { market } = opened.model;
    const { tag } = traderOf(FIRST, '1');
    expect(market.held().find((delivery) => delivery.tag === tag)).to.deep.include({
      lots: 2,
      claimEndsAt: period.end + TERMS.claimSeconds,
      claim: { lots: 1, evidenceHash: 'c'.repeat(64), at: period.end + 1 },
      dispute: { at: period.end + 2 },
      decision: { lots: 1, at: period.end + 3 },
    });
    expect(market.sales(period.periodId, 'energy')).to.deep.equal([]);
    blocks.release(FIRST, '1', 1, period.end + 4);
    opened.apply(ledger.builder.blocks.slice(-1));
    expect(market.held()).to.have.length(1);
    expect(market.sales(period.periodId, 'water')).to.have.length(2);
  });

  it('is the same when it is built anew', () => {
    blocks.bid(FIRST, { seller: '1', lots: 2 });
    blocks.settle(FIRST, [{ seller: '1', lots: 2 }]);
    opened.apply(ledger.builder.blocks);
    const again = openModel();
    again.apply(ledger.builder.blocks);
    expect(digestReadModel(again.model.database)).to.deep.equal(digestReadModel(opened.model.database));
    again.close();
  });
});
