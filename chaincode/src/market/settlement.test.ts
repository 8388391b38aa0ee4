import { expect } from 'chai';
import { auctionId, AuctionScene } from '../../test/AuctionScene.js';
import type { Trader } from '../../test/MarketScene.js';
import { tokensOf } from '../../test/tokensOf.js';
import { waterOf } from '../../test/waterOf.js';

describe('the market, once prices are open', () => {
  let scene: AuctionScene;
  let buyer: Trader;
  let cheap: Trader;
  let dear: Trader;
  beforeEach(async () => {
    scene = new AuctionScene();
    await scene.start();
    ({ buyer, cheap, dear } = scene);
  });

  it('settles lots and money in one transaction', async () => {
    await scene.openAll();
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
      [`holding/2016-09/water/${buyer.quotaAccountId}`]: waterOf(buyer.quotaAccountId, 13),
      [`holding/2016-09/water/${dear.quotaAccountId}`]: waterOf(dear.quotaAccountId, 10),
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
    await scene.openAll();
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
      await scene.openAll();
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
});
