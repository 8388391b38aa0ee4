import { expect } from 'chai';
import { expectCode } from '../../test/expectCode.js';
import { MarketScene } from '../../test/MarketScene.js';

const auctionId = 'a'.repeat(32);

describe('the market of a slot of power', () => {
  it('sells its lots as any other, and has a mean price and a weight of its own', async () => {
    const scene = new MarketScene('power.18-22');
    await scene.start({ SH1: 2, SH2: 5, SH3: 5 });
    const { ledger, operator, household } = scene.community;
    const buyer = await scene.trader('buyer', auctionId, 'SH1', { price: 80 });
    const cheap = await scene.trader('seller', auctionId, 'SH2', { price: 20 });
    const dear = await scene.trader('seller', auctionId, 'SH3', { price: 50 });
    await scene.offer(buyer, 3);
    await scene.bid(cheap, 3);
    await scene.bid(dear, 3);
    expect(scene.lots()).to.include({ [scene.coin('SH2')]: 2, [scene.coin('SH3')]: 2 });
    await scene.endBidding(auctionId);
    await scene.deposit(buyer);
    await scene.reveal(cheap);
    await scene.reveal(dear);
    await scene.finish(auctionId);
    expect((await scene.auction(auctionId)).settlement).to.include({
      outcome: 'traded',
      lots: 3,
      unitPrice: '50',
    });
    expect(scene.lots()).to.include({
      [scene.coin('SH1')]: 5,
      [scene.coin('SH2')]: 2,
      [scene.coin('SH3')]: 5,
    });
    const { result } = await ledger.run(household, 'market', 'getWeights', { periodId: '2016-09' });
    expect(result).to.deep.equal([
      { resource: 'power.18-22', trades: 1, lots: '3', meanPrice: '50', weightPpm: '500000' },
    ]);
    // No other hours are contracted, so that there is no market of them.
    const { result: market } = await ledger.run(household, 'market', 'getMarket', scene.market);
    const { fund, ...terms } = market as Record<string, unknown>;
    expect(fund).to.equal(scene.fund);
    for (const resource of ['power', 'power.18-21']) {
      await expectCode(
        ledger.run(operator, 'market', 'setMarket', { ...terms, resource }),
        'CONTRACT_UNKNOWN',
      );
    }
  });
});
