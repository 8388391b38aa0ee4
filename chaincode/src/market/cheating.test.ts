import { clearAuction, priceCommitment, random16Hex, sha256Hex, type RevealedBid } from '@acequia/protocol';
import { expect } from 'chai';
import { expectCode } from '../../test/expectCode.js';
import { MarketScene, type Trader } from '../../test/MarketScene.js';

const auctionId = 'a'.repeat(32);
/** What a lot is worth to each of them, in tokens: what it could sell it for elsewhere, or save by not using it. */
const WORTH = 20;

/** What each strategy costs who tries it, in tokens. */
describe('cheating does not pay', () => {
  let scene: MarketScene;
  let buyer: Trader;
  let seller: Trader;
  let rival: Trader;
  beforeEach(async () => {
    scene = new MarketScene();
    await scene.start({ SH1: 10, SH2: 10, SH3: 10, SH4: 10 });
    buyer = await scene.trader('buyer', auctionId, 'SH1', { price: 80 });
    seller = await scene.trader('seller', auctionId, 'SH2', { price: WORTH });
    rival = await scene.trader('seller', auctionId, 'SH3', { price: 50 });
  });

  /** The auction of two lots with those sellers who open their bids, and whether the buyer deposits. */
  const play = async (
    bidders: readonly Trader[],
    opening: readonly Trader[],
    deposits = true,
  ): Promise<void> => {
    await scene.offer(buyer, 2);
    for (const bidder of bidders) await scene.bid(bidder, 2);
    await scene.endBidding(auctionId);
    if (deposits) await scene.deposit(buyer);
    for (const each of opening) await scene.reveal(each);
    await scene.finish(auctionId);
  };
  const claimAll = async (by: Trader): Promise<void> => {
    scene.community.pass(scene.periodEnd - scene.community.now);
    const { ledger, operator } = scene.community;
    const claim = { auctionId, tag: by.tag, lots: 2, evidenceHash: 'e'.repeat(64) };
    await ledger.run(operator, 'market', 'claimBreach', claim);
  };
  /** Tokens won or lost against the 1000 that everybody began with. */
  const result = async ({ accountId }: Trader): Promise<number> =>
    Number(await scene.balance(accountId)) - 1000;

  it('honesty: the seller earns what the rival asked, less nothing', async () => {
    await play([seller, rival], [seller, rival]);
    await scene.release(seller);
    expect(await result(seller)).to.equal(100);
    expect(await result(rival)).to.equal(0);
    expect(await result(buyer)).to.equal(-100);
  });

  it('withholding a reveal: the seller loses its bond, to the fund and not to the buyer', async () => {
    await play([seller, rival], [rival]);
    expect(await result(seller)).to.equal(-200);
    expect(await scene.balance(scene.fund)).to.equal(200n);
    expect(await result(buyer)).to.equal(-160);
    expect(scene.lots()[seller.quotaAccountId]).to.equal(10);
  });

  it('withholding a reveal so that an accomplice is paid more: the two would have lost less by not bidding', async () => {
    // Without the rival's bid the seller is paid Pmax, 80, instead of 50 a lot: 60 more, and as much as if the rival had not bid at
    // all. Having bid costs a bond of 200.
    await play([seller, rival], [seller]);
    await scene.release(seller);
    expect((await result(seller)) - 100).to.equal(60);
    expect(await result(rival)).to.equal(-200);
  });

  it('withholding a reveal for an accomplice who sells ten times as much: the bond is for all that is wanted, and costs more', () => {
    const bid = (tag: string, lots: number, unitPrice: bigint): RevealedBid => ({
      tag,
      lots,
      unitPrice,
      commitment: sha256Hex(tag),
    });
    const others = [bid('many', 10, 20n), bid('rival', 1, 24n)];
    /** What the one with ten lots is paid. */
    const paid = (bids: readonly RevealedBid[]): bigint =>
      10n * clearAuction({ lots: 11, maxPrice: 100n, salt: '0'.repeat(32) }, bids).unitPrice;
    const honest = paid([...others, bid('few', 1, 25n)]);
    const withheld = paid(others) - 11n * BigInt(scene.excessPrice);
    expect([honest, withheld]).to.deep.equal([250n, -100n]);
  });

  it('walking away after seeing Pmax: the seller can only lose its bond', async () => {
    await scene.offer(buyer, 2);
    await scene.bid(seller, 2);
    await scene.endBidding(auctionId);
    await scene.deposit(buyer);
    // It knows Pmax now, and its price stands as it was sealed.
    await expectCode(scene.reveal(seller, { unitPrice: '80' }), 'OPENING_WRONG');
    await scene.finish(auctionId);
    expect(await result(seller)).to.equal(-200);
    expect(await result(buyer)).to.equal(-20);
  });

  describe('walking away from an auction that ends with the period, and settling it when the period is over', () => {
    /** Lets the last auction of the period come to the time for prices. */
    const playLast = async (): Promise<void> => {
      scene.community.pass(scene.periodEnd - 901 - scene.community.now);
      await scene.offer(buyer, 2);
      for (const bidder of [seller, rival]) await scene.bid(bidder, 2);
      await scene.endBidding(auctionId);
      await scene.reveal(rival);
    };
    const settleLate = async (): Promise<void> => {
      scene.community.pass(300);
      await scene.step('closeReveals', auctionId);
      scene.community.pass(1);
      await scene.step('settle', auctionId);
      expect((await scene.auction(auctionId)).settlement).to.include({ outcome: 'late', toFund: '200' });
    };

    it('the seller loses its bond, who has seen Pmax: it had the time to open', async () => {
      await playLast();
      await scene.deposit(buyer);
      await settleLate();
      expect(await result(seller)).to.equal(-200);
      expect(scene.lots()[seller.quotaAccountId]).to.equal(10);
      expect([await result(buyer), await result(rival)]).to.deep.equal([0, 0]);
    });

    it('the buyer loses its bond, who has seen the bids', async () => {
      await playLast();
      await scene.reveal(seller);
      await settleLate();
      expect(await result(buyer)).to.equal(-200);
      expect([await result(seller), await result(rival)]).to.deep.equal([0, 0]);
    });
  });

  it('closing the bidding when the others have no time left to open: nobody loses anything, and nothing is sold', async () => {
    await scene.offer(buyer, 2);
    for (const bidder of [seller, rival]) await scene.bid(bidder, 2);
    scene.community.pass(290);
    await scene.endBidding(auctionId);
    // Buyer and seller are in it together, and opened in the block of the close.
    await scene.deposit(buyer);
    await scene.reveal(seller);
    scene.community.pass(10);
    await scene.step('closeReveals', auctionId);
    await scene.step('settle', auctionId);
    expect((await scene.auction(auctionId)).settlement).to.include({ outcome: 'late', toFund: '0' });
    for (const each of [buyer, seller, rival]) expect(await result(each)).to.equal(0);
  });

  it('walking away after seeing the bids: the buyer loses its bond, and the sellers nothing', async () => {
    await play([seller, rival], [seller, rival], false);
    expect(await result(buyer)).to.equal(-200);
    expect(await result(seller)).to.equal(0);
    expect(await result(rival)).to.equal(0);
  });

  it('shill bids through a second pseudonym of the home: refused, whichever side it is on', async () => {
    await scene.offer(buyer, 2);
    await scene.bid(seller, 2);
    const second = await scene.trader('seller', auctionId, 'SH2', { price: 79 });
    await expectCode(scene.bid(second, 2), 'BID_DUPLICATE');
    const ofBuyer = await scene.trader('seller', auctionId, 'SH1', { price: 0 });
    await expectCode(scene.bid(ofBuyer, 2), 'BID_OWN_OFFER');
    expect(await result(second)).to.equal(0);
    expect(await result(ofBuyer)).to.equal(0);
  });

  it('shill bids through an accomplice: a high one pays nobody more, a low one sells below its worth', async () => {
    const high = await scene.trader('seller', auctionId, 'SH4', { price: 79 });
    await play([seller, rival, high], [seller, rival, high]);
    await scene.release(seller);
    expect(await result(seller)).to.equal(100);
  });

  it('shill bids for the buyer: who bids below its worth to press the price sells at that', async () => {
    const low = await scene.trader('seller', auctionId, 'SH4', { price: 1 });
    await play([seller, rival, low], [seller, rival, low]);
    await scene.release(low);
    // The buyer pays 40 instead of 100, and the accomplice gives lots away for 20 each: it is a sale like any other.
    expect(await result(buyer)).to.equal(-40);
    expect(await result(low)).to.equal(40);
    expect(scene.lots()[low.quotaAccountId]).to.equal(8);
  });

  it('shill bids that are not to be kept: each costs its bond', async () => {
    const shill = await scene.trader('seller', auctionId, 'SH4', { price: 1 });
    await play([seller, rival, shill], [seller, rival]);
    expect(await result(shill)).to.equal(-200);
    expect((await scene.auction(auctionId)).settlement?.unitPrice).to.equal('50');
  });

  it('selling quota already used: proceeds and more go, at any price that the market can make', async () => {
    await play([seller, rival], [seller, rival]);
    await claimAll(seller);
    await scene.release(seller);
    // Paid 100; charged 2 × (100 + 0.5 × 50).
    expect(await result(seller)).to.equal(100 - 250);
    for (const price of [1, 50, 100]) expect(price - (100 + 0.5 * price)).to.be.lessThan(0);
  });

  it('selling quota already used, without competition, at the highest price there is: still a loss', async () => {
    buyer = await scene.trader('buyer', auctionId, 'SH1', { price: 100 });
    await play([seller], [seller]);
    await claimAll(seller);
    await scene.release(seller);
    expect(await result(seller)).to.equal(200 - 300);
  });

  describe('grinding a tie', () => {
    const demand = (salt: string): Parameters<typeof clearAuction>[0] => ({ lots: 1, maxPrice: 80n, salt });
    const bidOf = (tag: string, salt: string): RevealedBid => ({
      tag,
      lots: 1,
      unitPrice: 50n,
      commitment: priceCommitment({ side: 'seller', auctionId, tag }, { unitPrice: '50', salt }),
    });
    /** The one of many commitments that ranks lowest for a salt of the buyer that the grinder supposes. */
    const grind = (supposed: string, tag: string): RevealedBid => {
      let best = bidOf(tag, random16Hex());
      for (let round = 0; round < 50; round += 1) {
        const next = bidOf(tag, random16Hex());
        if (sha256Hex(supposed + next.commitment) < sha256Hex(supposed + best.commitment)) best = next;
      }
      return best;
    };

    it('works only for who knows the buyer’s salt, which is sealed until the bidding is over', () => {
      const rounds = 400;
      let blind = 0;
      let knowing = 0;
      for (let round = 0; round < rounds; round += 1) {
        const salt = random16Hex();
        const honest = bidOf('honest', random16Hex());
        const wins = (bid: RevealedBid): boolean =>
          clearAuction(demand(salt), [honest, bid]).winners[0]?.tag === 'grinder';
        if (wins(grind(random16Hex(), 'grinder'))) blind += 1;
        if (wins(grind(salt, 'grinder'))) knowing += 1;
      }
      // Six standard deviations around a half; about 49 of 50 for who knows.
      expect(blind).to.be.within(rounds / 2 - 60, rounds / 2 + 60);
      expect(knowing).to.be.greaterThan(0.9 * rounds);
    });

    it('gains nothing even then: at a tie the price is what the grinder asked, which a lot is worth to it', () => {
      const salt = random16Hex();
      const bids = [grind(salt, 'grinder'), bidOf('honest', random16Hex())];
      expect(clearAuction(demand(salt), bids).unitPrice).to.equal(50n);
    });

    it('by not opening the bid that ranks behind: costs a bond', async () => {
      const tied = await scene.trader('seller', auctionId, 'SH4', { price: WORTH });
      await play([seller, tied], [tied]);
      expect(await result(seller)).to.equal(-200);
    });
  });
});
