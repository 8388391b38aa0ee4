import { expect } from 'chai';
import { MarketScene, type Trader } from '../../test/MarketScene.js';
import { tokensOf } from '../../test/tokensOf.js';

const auctionId = 'a'.repeat(32);
const HOMES = 41;
const homes = Array.from({ length: HOMES }, (_, index) => `SH${String(index + 1)}`);

describe('the end of an auction', () => {
  let scene: MarketScene;
  let buyer: Trader;
  beforeEach(async () => {
    scene = new MarketScene();
    await scene.start(Object.fromEntries(homes.map((homeId) => [homeId, 10])));
    buyer = await scene.trader('buyer', auctionId, 'SH1', { price: 80 });
  });

  const seller = (homeId: string, price: number): Promise<Trader> =>
    scene.trader('seller', auctionId, homeId, { price });
  /** The auction with these sellers, of whom the first so many reveal. */
  const play = async (
    lots: number,
    sellers: readonly Trader[],
    revealing = sellers.length,
  ): Promise<void> => {
    await scene.offer(buyer, lots);
    for (const each of sellers) await scene.bid(each, 1);
    await scene.endBidding(auctionId);
    await scene.deposit(buyer);
    for (const each of sellers.slice(0, revealing)) await scene.reveal(each);
    await scene.finish(auctionId);
  };
  const ended = async (): Promise<unknown> => (await scene.auction(auctionId)).settlement;
  const conserved = (): void => {
    expect(tokensOf(scene.community.ledger.snapshot())).to.equal(scene.supply);
    const lots = Object.values(scene.lots()).reduce((sum, each) => sum + each, 0);
    expect(lots).to.equal(10 * HOMES);
    expect(Object.keys(scene.lots()).filter((holder) => holder.startsWith('esc-'))).to.deep.equal([]);
  };

  it('with a single bidder pays the most that the buyer would', async () => {
    const only = await seller('SH2', 10);
    await play(2, [only]);
    expect(await ended()).to.include({ outcome: 'traded', lots: 1, unitPrice: '80' });
    expect(await scene.balance(buyer.accountId)).to.equal(920n);
    conserved();
  });

  it('with 40 bidders, whatever the order in which they bid and reveal, is the same', async () => {
    const sellers: Trader[] = [];
    for (const [index, homeId] of homes.slice(1).entries())
      sellers.push(await seller(homeId, 1 + (index % 5)));
    const before = new Map(scene.community.ledger.store.world);
    const startMs = scene.community.ledger.nowMs;
    const outcomes: unknown[] = [];
    for (const order of [sellers, [...sellers].reverse(), [...sellers.slice(17), ...sellers.slice(0, 17)]]) {
      const { world } = scene.community.ledger.store;
      world.clear();
      for (const [key, value] of before) world.set(key, value);
      scene.community.ledger.nowMs = startMs;
      await play(10, order);
      const view = await scene.auction(auctionId);
      conserved();
      outcomes.push({ ...view, lots: scene.lots() });
      expect(view.settlement).to.include({ outcome: 'traded', lots: 10, unitPrice: '2' });
      expect(view.bids.filter(({ delivery }) => delivery !== undefined)).to.have.length(10);
    }
    expect(outcomes[1]).to.deep.equal(outcomes[0]);
    expect(outcomes[2]).to.deep.equal(outcomes[0]);
  });

  it('breaks ties by the buyer’s salt', async () => {
    const sellers = [await seller('SH2', 10), await seller('SH3', 10), await seller('SH4', 10)];
    await play(1, sellers);
    expect(await ended()).to.include({ outcome: 'traded', lots: 1, unitPrice: '10' });
    conserved();
  });

  it('is a dead end when all ask for more, and costs the buyer a part of its bond', async () => {
    const dear = await seller('SH2', 81);
    await play(2, [dear]);
    expect(await ended()).to.include({ outcome: 'deadEnd', lots: 0, unitPrice: '0', toFund: '20' });
    expect(await scene.balance(buyer.accountId)).to.equal(980n);
    expect(await scene.balance(dear.accountId)).to.equal(1000n);
    conserved();
  });

  it('is a dead end when nobody bids', async () => {
    await play(1, []);
    expect(await ended()).to.include({ outcome: 'deadEnd', toFund: '10' });
    conserved();
  });

  it('takes all of the bond of a buyer that never deposits, and gives the sellers theirs back', async () => {
    const honest = await seller('SH2', 10);
    await scene.offer(buyer, 2);
    await scene.bid(honest, 1);
    await scene.endBidding(auctionId);
    await scene.reveal(honest);
    await scene.finish(auctionId);
    expect(await ended()).to.include({ outcome: 'undeposited', toFund: '200' });
    expect(await scene.balance(buyer.accountId)).to.equal(800n);
    expect(await scene.balance(honest.accountId)).to.equal(1000n);
    expect(await scene.balance(scene.fund)).to.equal(200n);
    conserved();
  });

  it('gives everything back when nobody settled before the period was over', async () => {
    const honest = await seller('SH2', 10);
    await scene.offer(buyer, 2);
    await scene.bid(honest, 1);
    await scene.endBidding(auctionId);
    await scene.deposit(buyer);
    await scene.reveal(honest);
    scene.community.pass(30 * 86_400);
    await scene.finish(auctionId);
    expect(await ended()).to.include({ outcome: 'late', lots: 0, toFund: '0' });
    expect(await scene.balance(buyer.accountId)).to.equal(1000n);
    conserved();
  });

  it('punishes nobody when the bidding was closed too late to open any price', async () => {
    const honest = await seller('SH2', 10);
    await scene.offer(buyer, 2);
    await scene.bid(honest, 1);
    scene.community.pass(300);
    await scene.endBidding(auctionId);
    await scene.finish(auctionId);
    expect(await ended()).to.include({ outcome: 'hurried' });
    expect(await scene.balance(honest.accountId)).to.equal(1000n);
    conserved();
  });

  it('after the close of the period moves lots back to their sellers only', async () => {
    const honest = await seller('SH2', 10);
    await scene.offer(buyer, 2);
    await scene.bid(honest, 1);
    await scene.endBidding(auctionId);
    scene.community.pass(30 * 86_400);
    const { ledger, operator } = scene.community;
    await ledger.run(operator, 'quota', 'closePeriod', { periodId: '2016-09' });
    await scene.finish(auctionId);
    expect(scene.lots()[scene.coin('SH2')]).to.equal(10);
    expect(scene.lots()[scene.coin('SH1')]).to.equal(10);
    conserved();
  });

  it('pays one account once where two homes’ bids name the same one', async () => {
    const first = await seller('SH2', 90);
    const second = await seller('SH3', 90);
    const { accountId, fold, identity } = first;
    const shared = scene.ticket({ ...second.ticket.ticket, keyHash: identity.keyHash });
    await scene.offer(buyer, 2);
    await scene.bid(first, 1);
    await scene.bid({ ...second, identity, ticket: shared }, 1, { accountId, fold: [] });
    expect(fold).to.have.length(1);
    await scene.endBidding(auctionId);
    await scene.deposit(buyer);
    await scene.reveal(first);
    await scene.reveal({ ...second, identity });
    await scene.finish(auctionId);
    expect(await scene.balance(accountId)).to.equal(1000n);
    conserved();
  });
});
