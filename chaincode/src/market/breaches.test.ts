import { expect } from 'chai';
import { expectRefused } from '../../test/expectRefused.js';
import { MarketScene, type Trader } from '../../test/MarketScene.js';
import type { Receipt } from '../../test/Receipt.js';
import type { TestIdentity } from '../../test/TestIdentity.js';

const auctionId = 'a'.repeat(32);
const DAY = 86_400;

/** A sale of two lots, at 50 each, whose time for claims, a day, has begun. Who sold began with 1000 tokens. */
describe('a sale after its period', () => {
  const claim = { lots: 1, evidenceHash: 'e'.repeat(64) };
  let scene: MarketScene;
  let seller: Trader;
  beforeEach(async () => {
    scene = new MarketScene();
    await scene.start();
    const buyer = await scene.trader('buyer', auctionId, 'SH1', { price: 80 });
    const rival = await scene.trader('seller', auctionId, 'SH3', { price: 50 });
    seller = await scene.trader('seller', auctionId, 'SH2', { price: 20 });
    await scene.offer(buyer, 2);
    await scene.bid(seller, 2);
    await scene.bid(rival, 2);
    await scene.endBidding(auctionId);
    await scene.deposit(buyer);
    await scene.reveal(seller);
    await scene.reveal(rival);
    await scene.finish(auctionId);
    scene.community.pass(scene.periodEnd - scene.community.now);
  });

  const refuse = async (work: () => Promise<unknown>, code: string): Promise<void> => {
    await expectRefused(scene.community.ledger, work, code);
  };
  const run = (
    fn: 'claimBreach' | 'disputeBreach' | 'decideBreach' | 'releaseDelivery',
    by: TestIdentity,
    more = {},
  ): Promise<Receipt> =>
    scene.community.ledger.run(by, 'market', fn, { auctionId, tag: seller.tag, ...more });
  /** Pays the sale out, by somebody whose clock is a minute ahead: the guard lets it. */
  const releaseEarly = async (): Promise<void> => {
    const { ledger, neighbour } = scene.community;
    ledger.skewMs = 60_000;
    await run('releaseDelivery', neighbour);
    ledger.skewMs = 0;
  };

  it('can be claimed, and a claim disputed, until the time for it is over', async () => {
    const { operator } = scene.community;
    scene.community.pass(DAY);
    await refuse(() => run('claimBreach', operator, claim), 'CLAIM_LATE');
    scene.community.pass(-1);
    await run('claimBreach', operator, claim);
    scene.community.pass(7 * DAY);
    await refuse(() => run('disputeBreach', seller.identity), 'DISPUTE_LATE');
    await run('releaseDelivery', operator);
  });

  it('takes no claim once it is paid out, whatever the clocks say', async () => {
    scene.community.pass(DAY - 30);
    await releaseEarly();
    await refuse(() => run('claimBreach', scene.community.operator, claim), 'DELIVERY_RELEASED');
  });

  it('takes no dispute once it is paid out, whatever the clocks say', async () => {
    const { operator, auditor } = scene.community;
    await run('claimBreach', operator, claim);
    scene.community.pass(7 * DAY - 30);
    await releaseEarly();
    await refuse(() => run('disputeBreach', seller.identity), 'DELIVERY_RELEASED');
    await refuse(() => run('decideBreach', auditor, { lots: 0 }), 'BREACH_DISPUTE_UNKNOWN');
  });

  it('takes no decision once it is paid out, whatever the clocks say', async () => {
    const { operator, auditor } = scene.community;
    await run('claimBreach', operator, claim);
    await run('disputeBreach', seller.identity);
    scene.community.pass(7 * DAY - 30);
    await releaseEarly();
    await refuse(() => run('decideBreach', auditor, { lots: 1 }), 'DELIVERY_RELEASED');
  });

  it('costs nothing when no auditor decides in time: who claims has to show it', async () => {
    const { operator, auditor } = scene.community;
    await run('claimBreach', operator, claim);
    scene.community.pass(DAY);
    await run('disputeBreach', seller.identity);
    scene.community.pass(7 * DAY - 1);
    await refuse(() => run('releaseDelivery', operator), 'DELIVERY_HELD');
    scene.community.pass(1);
    await refuse(() => run('decideBreach', auditor, { lots: 1 }), 'DECISION_LATE');
    await run('releaseDelivery', operator);
    expect(await scene.balance(seller.accountId)).to.equal(1100n);
    expect(await scene.balance(scene.fund)).to.equal(0n);
  });
});
