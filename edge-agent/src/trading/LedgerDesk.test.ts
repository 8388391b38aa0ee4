import { priceCommitment } from '@acequia/protocol';
import { expect } from 'chai';
import { ACCOUNT, auction, bid, delivery, opened, settlement, TAG, terms } from '../../test/auctionViews.js';
import { DeskScene } from '../../test/DeskScene.js';
import { NOON } from '../../test/tradingScene.js';

describe('LedgerDesk', () => {
  let scene: DeskScene;

  beforeEach(() => {
    scene = new DeskScene();
  });

  it('offers and discloses as a buyer, with the trade’s own request ids', async () => {
    const trade = scene.newTrade('buy');
    const { auctionId, salt, requests } = trade;
    expect(await scene.desk.prepare(trade)).to.equal(true);
    await scene.desk.place(trade);
    await scene.desk.open(trade);
    const maxPriceHash = priceCommitment({ side: 'buyer', auctionId, tag: TAG }, { unitPrice: '2', salt });
    expect(scene.said).to.deep.equal([
      ['prepare', 36n],
      [
        'offer',
        {
          requestId: requests.place,
          ticket: scene.ticket,
          lots: 12,
          sealedOpening: `buyer ${auctionId} ${TAG} 2 ${salt}`,
          accountId: ACCOUNT,
          bond: '36',
          fold: [`${'7'.repeat(64)}-transfer`],
          periodId: '2016-09',
          resource: 'water',
          maxPriceHash,
        },
      ],
      ['depositMaxPrice', { requestId: requests.open, auctionId, unitPrice: '2', salt }],
    ]);
  });

  it('asks for no pseudonym when its opening can be left with nobody whom the household named', async () => {
    scene.hasAuditor = false;
    const refusal: unknown = await scene.desk
      .prepare(scene.newTrade('sell'))
      .catch((error: unknown) => error);
    expect(refusal).to.have.property('code', 'AUDITOR_UNKNOWN');
    expect(scene.said).to.deep.equal([]);
  });

  it('bids and discloses as a seller, by the auction’s own terms', async () => {
    scene.own = { ...auction, terms: { ...terms, excessPrice: '5' } };
    const trade = scene.newTrade('sell');
    const { auctionId, salt, requests } = trade;
    await scene.desk.place(trade);
    await scene.desk.open(trade);
    const commitment = priceCommitment({ side: 'seller', auctionId, tag: TAG }, { unitPrice: '2', salt });
    expect(scene.said[0]?.[0]).to.equal('bid');
    expect(scene.said[0]?.[1])
      .to.deep.include({ bond: '100', commitment, lots: 12 })
      .and.include({ sealedOpening: `seller ${auctionId} ${TAG} 2 ${salt}` })
      .and.not.have.property('periodId');
    expect(scene.said[1]).to.deep.equal([
      'revealBid',
      { requestId: requests.open, auctionId, unitPrice: '2', salt, tag: TAG },
    ]);
  });

  it('closes and settles as the pseudonym, and brings home', async () => {
    const trade = { ...scene.newTrade('sell'), patience: 2 };
    scene.own = { ...auction, phase: 'settled', settlement, bids: [{ ...bid, reveal: opened, delivery }] };
    await scene.desk.closeBidding(trade);
    await scene.desk.closeOpening(trade);
    await scene.desk.settle(trade);
    await scene.desk.dispute(trade);
    expect(scene.said.pop()).to.deep.equal(['disputeBreach', { auctionId: trade.auctionId, tag: TAG }]);
    // Held until the end of the time for claims: only what is there already goes home.
    await scene.desk.collect(trade);
    scene.now = delivery.claimEndsAt + 29;
    await scene.desk.collect(trade);
    scene.now += 1;
    await scene.desk.collect(trade);
    scene.own = { ...scene.own, bids: [] };
    await scene.desk.collect(trade);
    expect(scene.said.map(([name]) => name)).to.deep.equal([
      'closeBidding',
      'closeReveals',
      'settle',
      'bringHome',
      'bringHome',
      'releaseDelivery',
      'bringHome',
      'bringHome',
    ]);
  });

  it('holds no trade up whose pseudonym has expired once the sale was paid out', async () => {
    const trade = { ...scene.newTrade('sell'), phase: 'settled' } as const;
    const { claimEndsAt } = delivery;
    const release = { breachedLots: 0, charged: '0', paid: '60', at: claimEndsAt };
    scene.own = { ...auction, phase: 'settled', settlement, bids: [{ ...bid, reveal: opened, delivery }] };
    scene.hasExpired = true;
    expect(await scene.desk.look(trade)).to.deep.include({ isReleased: false, heldUntil: claimEndsAt });
    scene.own = { ...scene.own, bids: [{ ...bid, reveal: opened, delivery: { ...delivery, release } }] };
    expect(await scene.desk.look(trade)).to.include({ isReleased: true });
  });

  it('does not connect as the pseudonym again and again while a sale is held for weeks', async () => {
    const trade = { ...scene.newTrade('sell'), phase: 'settled' } as const;
    scene.own = { ...auction, phase: 'settled', settlement, bids: [{ ...bid, reveal: opened, delivery }] };
    scene.isEmpty = false;
    for (let round = 0; round < 2; round += 1)
      expect(await scene.desk.look(trade)).to.include({ hasTokens: true });
    expect(scene.connections).to.equal(2);
    scene.isEmpty = true;
    for (let round = 0; round < 9; round += 1) {
      expect(await scene.desk.look(trade)).to.deep.include({
        isReleased: false,
        heldUntil: delivery.claimEndsAt,
      });
    }
    expect(scene.connections).to.equal(3);
    scene.now = delivery.claimEndsAt;
    scene.isEmpty = false;
    expect(await scene.desk.look(trade)).to.include({ hasTokens: true });
    expect(scene.connections).to.equal(4);
  });

  it('can set aside what it was paid though somebody covered the account with dust', async () => {
    const dust = Array.from({ length: 300 }, (_, index) => ({
      creditId: `${index.toString(16).padStart(64, '0')}-transfer`,
      amount: '1',
    }));
    scene.credits = [...dust, ...scene.credits];
    await scene.desk.place(scene.newTrade('sell'));
    const { fold } = scene.said[0]?.[1] as { readonly fold: readonly string[] };
    expect(fold)
      .to.have.length(200)
      .and.include(`${'7'.repeat(64)}-transfer`);
  });

  it('lists what takes bids, page by page, and knows where there is no market or auction', async () => {
    const open = await scene.desk.openAuctions('2016-09', 'water');
    expect(open).to.have.length(51);
    expect(open.at(-1)).to.deep.equal({
      auctionId: '64'.padStart(32, '0'),
      lots: 20,
      biddingEndsAt: NOON + 3600,
    });
    expect(await scene.desk.excessPrice('2016-09', 'water')).to.equal(3n);
    expect(await scene.desk.excessPrice('2016-09', 'energy')).to.equal(undefined);
    scene.own = undefined;
    expect(await scene.desk.look({ ...scene.newTrade('buy'), phase: 'ready' })).to.equal(undefined);
    scene.own = auction;
    expect(await scene.desk.look(scene.newTrade('buy'))).to.equal(undefined);
    scene.hasPseudonym = false;
    expect(await scene.desk.look({ ...scene.newTrade('buy'), phase: 'ready' })).to.include({
      mine: 'absent',
    });
    const refusal: unknown = await scene.desk.place(scene.newTrade('buy')).catch((error: unknown) => error);
    expect(refusal).to.have.property('code', 'PSEUDONYM_MISSING');
  });
});
