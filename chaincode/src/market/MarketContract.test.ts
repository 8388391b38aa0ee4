import type { AuctionView } from '@acequia/protocol';
import { expect } from 'chai';
import { expectCode } from '../../test/expectCode.js';
import { MarketScene, type Trader } from '../../test/MarketScene.js';
import { tokensOf } from '../../test/tokensOf.js';

const auctionId = 'a'.repeat(32);
const AUCTION_LOTS = 3;

describe('market', () => {
  let scene: MarketScene;
  let buyer: Trader;
  let cheap: Trader;
  let dear: Trader;
  beforeEach(async () => {
    scene = new MarketScene();
    await scene.start();
    buyer = await scene.trader('buyer', auctionId, 'SH1', { price: 80 });
    cheap = await scene.trader('seller', auctionId, 'SH2', { price: 20 });
    dear = await scene.trader('seller', auctionId, 'SH3', { price: 50 });
  });

  const open = async (): Promise<void> => {
    await scene.offer(buyer, AUCTION_LOTS);
    await scene.bid(cheap, 3);
    await scene.bid(dear, 3);
    await scene.endBidding(auctionId);
  };
  const openAll = async (): Promise<void> => {
    await open();
    await scene.deposit(buyer);
    await scene.reveal(cheap);
    await scene.reveal(dear);
  };

  it('is set by operators, whose terms auctions keep', async () => {
    const { writes } = await scene.setMarket({ excessPrice: '7' });
    expect(Object.keys(writes)).to.deep.equal(['market/2016-09/water']);
    await scene.setMarket();
    await scene.offer(buyer, 1);
    await scene.setMarket({ excessPrice: '7' });
    expect((await scene.auction(auctionId)).terms.excessPrice).to.equal('100');
    const { result } = await scene.community.ledger.run(buyer.identity, 'market', 'getMarket', scene.market);
    expect(result).to.have.property('excessPrice', '7');
  });

  it('opens an auction: the offer, its place in the market, and the bond', async () => {
    const { origin } = scene.community;
    const { writes, reads, ranges, event } = await scene.offer(buyer, AUCTION_LOTS);
    const { writes: terms } = await scene.setMarket();
    const { periodId, resource, ...marketTerms } = terms['market/2016-09/water'] as Record<string, unknown>;
    expect(writes).to.deep.equal({
      [`auction/${auctionId}`]: {
        auctionId,
        periodId,
        resource,
        lots: 3,
        buyer: {
          tag: buyer.tag,
          keyHash: buyer.identity.keyHash,
          accountId: buyer.accountId,
          quotaAccountId: buyer.quotaAccountId,
        },
        maxPriceHash: buyer.commitment,
        bond: '300',
        terms: marketTerms,
        openedAt: origin,
        biddingEndsAt: origin + 600,
        revealEndsAt: origin + 900,
        periodEnd: scene.periodEnd,
      },
      [`marketAuction/2016-09/water/${auctionId}`]: { auctionId },
      [`balance/${buyer.accountId}`]: { amount: '700' },
      [`credit/${buyer.accountId}/${buyer.fold[0] ?? ''}`]: null,
    });
    expect(reads).not.to.include(`holding/2016-09/water/${buyer.quotaAccountId}`);
    expect(ranges).to.deep.equal([]);
    expect(event).to.deep.equal({
      name: 'AuctionOpened',
      payload: { auctionId, periodId: '2016-09', resource: 'water', lots: 3 },
    });
  });

  it('takes a bid into keys of its own, its lots into escrow', async () => {
    await scene.offer(buyer, AUCTION_LOTS);
    const { writes, reads, ranges, event } = await scene.bid(cheap, 2);
    expect(writes).to.deep.equal({
      [`bid/${auctionId}/${cheap.tag}`]: {
        auctionId,
        tag: cheap.tag,
        keyHash: cheap.identity.keyHash,
        accountId: cheap.accountId,
        quotaAccountId: cheap.quotaAccountId,
        lots: 2,
        commitment: cheap.commitment,
        bond: '300',
        at: scene.community.origin,
      },
      [`bidCommitment/${auctionId}/${cheap.commitment}`]: { tag: cheap.tag },
      [`balance/${cheap.accountId}`]: { amount: '700' },
      [`credit/${cheap.accountId}/${cheap.fold[0] ?? ''}`]: null,
      [`holding/2016-09/water/${cheap.quotaAccountId}`]: holding(cheap.quotaAccountId, 8),
      [`holding/2016-09/water/${scene.escrow(cheap)}`]: holding(scene.escrow(cheap), 2),
    });
    expect(ranges).to.deep.equal([]);
    expect(event).to.equal(undefined);
    // What two bids read in common, neither writes: 40 of them fit in a block.
    const other = await scene.bid(dear, 3);
    const written = new Set(Object.keys(writes));
    expect(other.reads.filter((key) => written.has(key))).to.deep.equal([]);
    expect(reads.filter((key) => key in other.writes)).to.deep.equal([]);
  });

  it('closes phases by their keys alone', async () => {
    await scene.offer(buyer, AUCTION_LOTS);
    const { origin } = scene.community;
    expect((await scene.endBidding(auctionId)).writes).to.deep.equal({
      [`biddingClosed/${auctionId}`]: { closedAt: origin + 600 },
    });
    expect(await scene.auction(auctionId)).to.include({ phase: 'reveal', biddingClosedAt: origin + 600 });
    scene.community.pass(300);
    expect((await scene.step('closeReveals', auctionId)).writes).to.deep.equal({
      [`revealsClosed/${auctionId}`]: { closedAt: origin + 900 },
    });
  });

  it('takes openings into keys of their own', async () => {
    await open();
    const at = scene.community.now;
    expect((await scene.deposit(buyer)).writes).to.deep.equal({
      [`maxPrice/${auctionId}`]: { ...buyer.opening, at },
    });
    const { writes, ranges } = await scene.reveal(cheap);
    expect(writes).to.deep.equal({ [`bidReveal/${auctionId}/${cheap.tag}`]: { ...cheap.opening, at } });
    expect(ranges).to.deep.equal([]);
  });

  it('lets an auditor open what it was left, for a seller and for the buyer, and not while bids are taken', async () => {
    const sealedOpening = Buffer.alloc(144, 7).toString('base64');
    const { auditor } = scene.community;
    await expectCode(
      scene.offer(buyer, AUCTION_LOTS, { sealedOpening: sealedOpening.slice(4) }),
      'INPUT_INVALID',
    );
    await scene.offer(buyer, AUCTION_LOTS, { sealedOpening });
    await expectCode(scene.bid(cheap, 3, { sealedOpening: `${sealedOpening}AAAA` }), 'INPUT_INVALID');
    await scene.bid(cheap, 3, { sealedOpening });
    await scene.bid(dear, 3);
    const { bids, ...auction } = await scene.auction(auctionId);
    expect(auction.sealedOpening).to.equal(sealedOpening);
    const [seen, other] = [cheap, dear].map(({ tag }) => bids.find((each) => each.tag === tag));
    expect(seen?.sealedOpening).to.equal(sealedOpening);
    expect(other).to.not.have.property('sealedOpening');
    await expectCode(scene.deposit({ ...buyer, identity: auditor }), 'PHASE_EARLY');
    await expectCode(scene.reveal({ ...cheap, identity: auditor }), 'PHASE_EARLY');
    await scene.endBidding(auctionId);
    await scene.deposit({ ...buyer, identity: auditor });
    await scene.reveal({ ...cheap, identity: auditor });
    await scene.finish(auctionId);
    expect((await scene.auction(auctionId)).settlement).to.include({ outcome: 'traded', unitPrice: '80' });
  });

  it('settles lots and money in one transaction', async () => {
    await openAll();
    const { writes, transactionId, event } = await scene.finish(auctionId);
    const at = scene.community.now;
    const credit = (accountId: string): string => `credit/${accountId}/${transactionId}-auction`;
    const record = { outcome: 'traded', lots: 3, unitPrice: '50', toFund: '0' };
    expect(writes).to.deep.equal({
      [`settlement/${auctionId}`]: { ...record, settledAt: at },
      [credit(buyer.accountId)]: { amount: '150' },
      [credit(dear.accountId)]: { amount: '300' },
      [`holding/2016-09/water/${scene.escrow(cheap)}`]: null,
      [`holding/2016-09/water/${scene.escrow(dear)}`]: null,
      [`holding/2016-09/water/${buyer.quotaAccountId}`]: holding(buyer.quotaAccountId, 13),
      [`holding/2016-09/water/${dear.quotaAccountId}`]: holding(dear.quotaAccountId, 10),
      [`delivery/${auctionId}/${cheap.tag}`]: {
        auctionId,
        tag: cheap.tag,
        keyHash: cheap.identity.keyHash,
        accountId: cheap.accountId,
        lots: 3,
        unitPrice: '50',
        proceeds: '150',
        bond: '300',
        excessPrice: '100',
        depositRatioBp: 5000,
        fund: scene.fund,
        periodEnd: scene.periodEnd,
        claimEndsAt: scene.periodEnd + 86_400,
        disputeSeconds: 604_800,
      },
      [`trade/2016-09/water/${auctionId}/${cheap.tag}`]: {
        ...scene.market,
        auctionId,
        tag: cheap.tag,
        lots: 3,
        unitPrice: '50',
        at,
      },
    });
    expect(event).to.deep.equal({
      name: 'AuctionSettled',
      payload: { ...scene.market, auctionId, ...record },
    });
    expect(tokensOf(scene.community.ledger.snapshot())).to.equal(scene.supply);
  });

  it('pays out a delivery once nobody can claim a breach any more', async () => {
    await openAll();
    await scene.finish(auctionId);
    const { writes, transactionId } = await scene.release(cheap);
    expect(writes).to.deep.equal({
      [`deliveryRelease/${auctionId}/${cheap.tag}`]: {
        breachedLots: 0,
        charged: '0',
        paid: '450',
        at: scene.community.now,
      },
      [`credit/${cheap.accountId}/${transactionId}-delivery`]: { amount: '450' },
    });
    expect(await scene.balance(cheap.accountId)).to.equal(1150n);
    expect(await scene.balance(buyer.accountId)).to.equal(850n);
    expect(await scene.balance(dear.accountId)).to.equal(1000n);
    expect(tokensOf(scene.community.ledger.snapshot())).to.equal(scene.supply);
  });

  describe('a breach', () => {
    const claim = { auctionId, lots: 2, evidenceHash: 'e'.repeat(64) };
    beforeEach(async () => {
      await openAll();
      await scene.finish(auctionId);
      scene.community.pass(scene.periodEnd - scene.community.now);
      const { ledger, operator } = scene.community;
      const { writes } = await ledger.run(operator, 'market', 'claimBreach', { ...claim, tag: cheap.tag });
      expect(writes).to.deep.equal({
        [`breachClaim/${auctionId}/${cheap.tag}`]: {
          lots: 2,
          evidenceHash: claim.evidenceHash,
          at: scene.periodEnd,
        },
      });
    });

    it('costs the excess price and S of the unit price a lot, into the fund', async () => {
      const { writes } = await scene.release(cheap);
      expect(Object.keys(writes)).to.have.length(3);
      expect(writes[`deliveryRelease/${auctionId}/${cheap.tag}`]).to.include({
        breachedLots: 2,
        charged: '250',
        paid: '200',
      });
      expect(await scene.balance(scene.fund)).to.equal(250n);
      expect(await scene.balance(cheap.accountId)).to.equal(900n);
    });

    it('that is disputed is what an auditor says', async () => {
      const { ledger, auditor } = scene.community;
      const delivery = { auctionId, tag: cheap.tag };
      await ledger.run(cheap.identity, 'market', 'disputeBreach', delivery);
      await ledger.run(auditor, 'market', 'decideBreach', { ...delivery, lots: 0 });
      await ledger.run(auditor, 'market', 'releaseDelivery', delivery);
      expect(await scene.balance(cheap.accountId)).to.equal(1150n);
      const { result } = await ledger.run(auditor, 'market', 'getDelivery', delivery);
      expect(result).to.deep.include({
        claim: { lots: 2, evidenceHash: claim.evidenceHash, at: scene.periodEnd },
        dispute: { at: scene.periodEnd },
        decision: { lots: 0, at: scene.periodEnd },
        release: { breachedLots: 0, charged: '0', paid: '450', at: scene.periodEnd },
      });
    });
  });

  it('shows an auction, its market’s auctions, the mean price and the weights', async () => {
    await openAll();
    const before = await scene.auction(auctionId);
    expect(before.phase).to.equal('reveal');
    expect(before.maxPrice).to.include(buyer.opening);
    expect(before.bids.map(({ tag, reveal }) => [tag, reveal?.unitPrice]).sort()).to.deep.equal(
      [
        [cheap.tag, '20'],
        [dear.tag, '50'],
      ].sort(),
    );
    await scene.finish(auctionId);
    const after: AuctionView = await scene.auction(auctionId);
    expect(after.phase).to.equal('settled');
    expect(after.bids.find(({ tag }) => tag === cheap.tag)?.delivery?.proceeds).to.equal('150');
    const { ledger, household } = scene.community;
    const ask = async (
      fn: 'listAuctions' | 'getMeanPrice' | 'getWeights',
      request: object,
    ): Promise<unknown> => (await ledger.run(household, 'market', fn, { ...request })).result;
    const second = await scene.trader('buyer', 'b'.repeat(32), 'SH1', { price: 10 });
    await scene.offer(second, 1);
    expect(await ask('listAuctions', scene.market)).to.have.length(2);
    expect(await ask('listAuctions', { ...scene.market, limit: 1 })).to.have.nested.property(
      '[0].settlement.unitPrice',
      '50',
    );
    const page = (await ask('listAuctions', { ...scene.market, after: auctionId })) as readonly AuctionView[];
    expect(page.map(({ phase }) => phase)).to.deep.equal(['bidding']);
    expect(await ask('listAuctions', { ...scene.market, resource: 'power' })).to.deep.equal([]);
    expect(await ask('getMeanPrice', scene.market)).to.deep.equal({ trades: 1, lots: '3', meanPrice: '50' });
    const weight = { resource: 'water', trades: 1, lots: '3', meanPrice: '50', weightPpm: '500000' };
    expect(await ask('getWeights', { periodId: '2016-09' })).to.deep.equal([weight]);
    scene.community.pass(8 * 86_400);
    expect(await ask('getWeights', { periodId: '2016-09' })).to.have.nested.property(
      '[0].weightPpm',
      '1000000',
    );
  });
});

function holding(accountId: string, lots: number): object {
  return { accountId, resource: 'water', lots };
}
