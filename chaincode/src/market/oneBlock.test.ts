import { expect } from 'chai';
import { conflictsOf } from '../../test/conflictsOf.js';
import { MarketScene, type Trader } from '../../test/MarketScene.js';
import type { Receipt } from '../../test/Receipt.js';
import type { TestIdentity } from '../../test/TestIdentity.js';

const id = (digit: string): string => digit.repeat(32);
const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index)}`);

/**
 * Many things at once, each endorsed on the same state, as honest parties would have them in one block. Each bid is made with a coin
 * of its own, as the registrar gives them out.
 */
describe('a block of the market', () => {
  let scene: MarketScene;
  const settling = names('settling', 5);
  const opening = names('opening', 3);
  const bidding = names('bidding', 40);
  beforeEach(async () => {
    scene = new MarketScene();
    const coins = ['buyer', ...settling, ...opening, ...bidding];
    await scene.start(Object.fromEntries(coins.map((coin) => [coin, 4])));
  });

  /** What a transaction would read and write now, without its taking effect. */
  const endorse = async (work: () => Promise<Receipt>): Promise<Receipt> => {
    const { world } = scene.community.ledger.store;
    const before = [...world];
    const receipt = await work();
    world.clear();
    for (const [key, value] of before) world.set(key, value);
    return receipt;
  };
  const endorseAll = async (works: readonly (() => Promise<Receipt>)[]): Promise<Receipt[]> => {
    const receipts: Receipt[] = [];
    for (const work of works) receipts.push(await endorse(work));
    return receipts;
  };
  const offer = async (auctionId: string, lots = 2): Promise<Trader> => {
    const buyer = await scene.trader('buyer', auctionId, `buyer of ${auctionId}`, {
      price: 80,
      tokens: 100 * lots,
    });
    await scene.offer(buyer, lots);
    return buyer;
  };
  const sellers = async (auctionId: string, coins: readonly string[]): Promise<Trader[]> => {
    const traders: Trader[] = [];
    for (const coin of coins) traders.push(await scene.trader('seller', auctionId, coin, { price: 20 }));
    return traders;
  };
  const bidAll = async (traders: readonly Trader[]): Promise<void> => {
    for (const each of traders) await scene.bid(each, 1);
  };
  const openAll = async (buyer: Trader, traders: readonly Trader[]): Promise<void> => {
    await scene.deposit(buyer);
    for (const each of traders) await scene.reveal(each);
  };

  it('holds 40 bids, openings, phases that close, settlements and payments to the same accounts', async () => {
    const [first, second] = [await offer(id('1')), await offer(id('2'))];
    const ofFirst = await sellers(id('1'), settling.slice(0, 3));
    const ofSecond = await sellers(id('2'), settling.slice(3));
    await bidAll([...ofFirst, ...ofSecond]);
    await offer(id('3'));
    scene.community.pass(300);
    const opener = await offer(id('4'));
    const ofOpener = await sellers(id('4'), opening);
    await bidAll(ofOpener);
    await offer(id('5'));
    scene.community.pass(300);
    for (const auctionId of [id('1'), id('2'), id('3')]) await scene.step('closeBidding', auctionId);
    await openAll(first, ofFirst);
    await openAll(second, ofSecond);
    scene.community.pass(300);
    for (const auctionId of [id('1'), id('2')]) await scene.step('closeReveals', auctionId);
    await scene.step('closeBidding', id('4'));
    await offer(id('6'), 10);
    const bidders = await sellers(id('6'), bidding);
    const buyer = await scene.trader('buyer', id('7'), 'buyer', { price: 50 });
    const [one, two] = [ofFirst[0], ofSecond[0]];
    if (one === undefined || two === undefined) throw new Error('no sellers');
    const pay = { to: one.accountId, amount: '1', fold: [] };
    const { ledger } = scene.community;
    const receipts = await endorseAll([
      ...bidders.map((each) => () => scene.bid(each, 1)),
      () => scene.deposit(opener),
      ...ofOpener.map((each) => () => scene.reveal(each)),
      () => scene.step('closeReveals', id('3')),
      () => scene.step('closeBidding', id('5')),
      () => scene.step('settle', id('1')),
      () => scene.step('settle', id('2')),
      () => scene.offer(buyer, 1),
      () => ledger.run(two.identity, 'token', 'transfer', { ...pay, from: two.accountId }),
      () =>
        ledger.run(scene.community.operator, 'token', 'transfer', {
          ...pay,
          from: scene.treasury,
          to: two.accountId,
        }),
    ]);
    expect(receipts).to.have.length(51);
    expect(conflictsOf(receipts)).to.deep.equal([]);
  });

  it('holds payouts, claims, disputes and settlements that are late', async () => {
    const buyer = await offer(id('1'), 5);
    const traders = await sellers(id('1'), settling);
    await bidAll(traders);
    const late = await offer(id('2'));
    const ofLate = await sellers(id('2'), opening);
    await bidAll(ofLate);
    scene.community.pass(600);
    for (const auctionId of [id('1'), id('2')]) await scene.step('closeBidding', auctionId);
    await openAll(buyer, traders);
    await openAll(late, ofLate.slice(1));
    scene.community.pass(300);
    for (const auctionId of [id('1'), id('2')]) await scene.step('closeReveals', auctionId);
    await scene.step('settle', id('1'));
    const { community } = scene;
    const run = (
      by: TestIdentity,
      fn: 'claimBreach' | 'disputeBreach' | 'decideBreach' | 'releaseDelivery',
      index: number,
      more: object = {},
    ): Promise<Receipt> =>
      community.ledger.run(by, 'market', fn, { auctionId: id('1'), tag: traders[index]?.tag, ...more });
    const claim = { lots: 1, evidenceHash: 'e'.repeat(64) };
    community.pass(scene.periodEnd - community.now);
    for (const index of [0, 1, 2]) await run(community.operator, 'claimBreach', index, claim);
    await run(traders[0]?.identity ?? community.stranger, 'disputeBreach', 0);
    await run(traders[1]?.identity ?? community.stranger, 'disputeBreach', 1);
    await run(community.auditor, 'decideBreach', 0, { lots: 1 });
    const receipts = await endorseAll([
      () => run(community.neighbour, 'releaseDelivery', 0),
      () => run(community.auditor, 'decideBreach', 1, { lots: 1 }),
      () => run(traders[2]?.identity ?? community.stranger, 'disputeBreach', 2),
      () => run(community.operator, 'claimBreach', 3, claim),
      () => run(community.operator, 'claimBreach', 4, claim),
      () => scene.step('settle', id('2')),
      () => community.ledger.run(community.operator, 'quota', 'closePeriod', { periodId: '2016-09' }),
    ]);
    // A settlement asks whether the period is closed: with the close before it in the block it is sent once more.
    expect(conflictsOf(receipts)).to.deep.equal(['periodClosed/2016-09']);
  });
});
