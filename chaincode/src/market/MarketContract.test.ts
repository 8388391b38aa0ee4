import type { AuctionView } from '@acequia/protocol';
import { expect } from 'chai';
import { auctionId, AuctionScene } from '../../test/AuctionScene.js';
import type { Trader } from '../../test/MarketScene.js';

describe('market', () => {
  let scene: AuctionScene;
  let buyer: Trader;
  let cheap: Trader;
  let dear: Trader;
  beforeEach(async () => {
    scene = new AuctionScene();
    await scene.start();
    ({ buyer, cheap, dear } = scene);
  });

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

  it('shows an auction, its market’s auctions, the mean price and the weights', async () => {
    await scene.openAll();
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
