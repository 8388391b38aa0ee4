import { expect } from 'chai';
import { expectRefused } from '../../test/expectRefused.js';
import { MarketScene, type Trader } from '../../test/MarketScene.js';
import type { Receipt } from '../../test/Receipt.js';

const auctionId = 'a'.repeat(32);

/** Two lots are wanted and both sellers offer two; bonds are 100 a lot, and everybody began with 1000. */
describe('what the market holds', () => {
  let scene: MarketScene;
  let buyer: Trader;
  let seller: Trader;
  let rival: Trader;
  beforeEach(async () => {
    scene = new MarketScene();
    await scene.start();
    buyer = await scene.trader('buyer', auctionId, 'SH1', { price: 80 });
    seller = await scene.trader('seller', auctionId, 'SH2', { price: 20 });
    rival = await scene.trader('seller', auctionId, 'SH3', { price: 50 });
  });

  const refuse = async (work: () => Promise<unknown>, code: string): Promise<void> => {
    await expectRefused(scene.community.ledger, work, code);
  };
  const bidden = async (): Promise<void> => {
    await scene.offer(buyer, 2);
    await scene.bid(seller, 2);
    await scene.bid(rival, 2);
  };
  /** @returns the settlement. */
  const settled = async (): Promise<Receipt> => {
    await bidden();
    await scene.endBidding(auctionId);
    await scene.deposit(buyer);
    await scene.reveal(seller);
    await scene.reveal(rival);
    return scene.finish(auctionId);
  };
  const spend = (by: Trader, amount: string, fold: readonly string[] = []): Promise<Receipt> =>
    scene.community.ledger.run(by.identity, 'token', 'transfer', {
      from: by.accountId,
      to: scene.treasury,
      amount,
      fold,
    });
  const freeze = ({ accountId }: Trader, isFrozen = true): Promise<Receipt> =>
    scene.community.ledger.run(scene.community.operator, 'token', 'freezeAccount', { accountId, isFrozen });
  const release = (tag: string): Promise<Receipt> =>
    scene.community.ledger.run(scene.community.operator, 'market', 'releaseDelivery', { auctionId, tag });

  describe('is not taken from a frozen account', () => {
    it('for an offer', async () => {
      await freeze(buyer);
      await refuse(() => scene.offer(buyer, 2), 'ACCOUNT_FROZEN');
      await freeze(buyer, false);
      await scene.offer(buyer, 2);
    });

    it('for a bid', async () => {
      await scene.offer(buyer, 2);
      await freeze(seller);
      await refuse(() => scene.bid(seller, 2), 'ACCOUNT_FROZEN');
      await freeze(seller, false);
      await scene.bid(seller, 2);
    });

    it('but comes back to one that was frozen later, whose prices are opened as ever', async () => {
      await bidden();
      for (const each of [buyer, seller, rival]) await freeze(each);
      await scene.endBidding(auctionId);
      await scene.deposit(buyer);
      await scene.reveal(seller);
      await scene.reveal(rival);
      const { transactionId } = await scene.finish(auctionId);
      await scene.release(seller);
      expect(await scene.balance(buyer.accountId)).to.equal(900n);
      expect(await scene.balance(seller.accountId)).to.equal(1100n);
      expect(await scene.balance(rival.accountId)).to.equal(1000n);
      await refuse(() => spend(rival, '1', [`${transactionId}-auction`]), 'ACCOUNT_FROZEN');
    });
  });

  it('is no less than S times a bid: C a lot, which no price may exceed, and S is 100 % at most', async () => {
    await scene.setMarket({ depositRatioBp: 10_000 });
    await refuse(() => scene.setMarket({ depositRatioBp: 10_001 }), 'INPUT_INVALID');
    const dearest = await scene.trader('seller', auctionId, 'SH2', { price: 100 });
    await scene.offer(buyer, 2);
    // S times two lots at 100 each is 200.
    await refuse(() => scene.bid(dearest, 2, { bond: '199' }), 'BOND_WRONG');
    await scene.bid(dearest, 2);
    await scene.endBidding(auctionId);
    await scene.reveal(dearest);
  });

  describe('is not withdrawn', () => {
    it('by who put it up', async () => {
      await bidden();
      for (const each of [buyer, seller]) {
        expect(await scene.balance(each.accountId)).to.equal(800n);
        await refuse(() => spend(each, '801'), 'BALANCE_INSUFFICIENT');
        await refuse(() => spend(each, '1', each.fold), 'CREDIT_UNKNOWN');
        const { ledger } = scene.community;
        const sale = { accountId: each.accountId, amount: '200', fold: [] };
        await refuse(() => ledger.run(each.identity, 'token', 'sell', sale), 'ROLE_DENIED');
      }
    });

    it('with the lots, which nobody can move before the auction is settled', async () => {
      await bidden();
      const { ledger, operator } = scene.community;
      const move = { ...scene.market, to: scene.coin('SH2'), lots: 1 };
      await refuse(
        () => ledger.run(operator, 'quota', 'moveLots', { ...move, from: scene.escrow(seller) }),
        'INPUT_INVALID',
      );
      await refuse(
        () =>
          ledger.run(operator, 'quota', 'moveLots', {
            ...scene.market,
            from: scene.coin('SH2'),
            to: scene.coin('SH3'),
            lots: 9,
          }),
        'LOTS_INSUFFICIENT',
      );
    });

    it('from a delivery before the claims are over', async () => {
      await settled();
      await refuse(() => release(seller.tag), 'DELIVERY_HELD');
      scene.community.pass(scene.periodEnd - scene.community.now);
      await refuse(() => release(seller.tag), 'DELIVERY_HELD');
      await refuse(() => spend(seller, '801'), 'BALANCE_INSUFFICIENT');
    });
  });

  describe('is given back once', () => {
    it('by the settlement', async () => {
      await settled();
      await refuse(() => scene.step('settle', auctionId), 'AUCTION_SETTLED');
      expect(await scene.balance(rival.accountId)).to.equal(1000n);
    });

    it('as a credit that is spent', async () => {
      const { transactionId } = await settled();
      const refund = `${transactionId}-auction`;
      await refuse(() => spend(rival, '1', [refund, refund]), 'CREDIT_DUPLICATE');
      await refuse(() => spend(seller, '1', [refund]), 'CREDIT_UNKNOWN');
      await spend(rival, '1', [refund]);
      await refuse(() => spend(rival, '1', [refund]), 'CREDIT_UNKNOWN');
      expect(await scene.balance(rival.accountId)).to.equal(999n);
    });

    it('by a delivery, to who sold', async () => {
      await settled();
      await scene.release(seller);
      await refuse(() => release(seller.tag), 'DELIVERY_RELEASED');
      await refuse(() => release(rival.tag), 'DELIVERY_UNKNOWN');
      expect(await scene.balance(seller.accountId)).to.equal(1100n);
    });
  });
});
