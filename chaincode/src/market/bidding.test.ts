import { expect } from 'chai';
import { AUCTION_LOTS, auctionId, AuctionScene } from '../../test/AuctionScene.js';
import { expectCode } from '../../test/expectCode.js';
import type { Trader } from '../../test/MarketScene.js';
import { waterOf } from '../../test/waterOf.js';

describe('the market, from an offer to its bids', () => {
  let scene: AuctionScene;
  let buyer: Trader;
  let cheap: Trader;
  let dear: Trader;
  beforeEach(async () => {
    scene = new AuctionScene();
    await scene.start();
    ({ buyer, cheap, dear } = scene);
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
      [`holding/2016-09/water/${cheap.quotaAccountId}`]: waterOf(cheap.quotaAccountId, 8),
      [`holding/2016-09/water/${scene.escrow(cheap)}`]: waterOf(scene.escrow(cheap), 2),
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
    await scene.open();
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
});
