import {
  CodedError,
  priceCommitment,
  type AuctionView,
  type BalanceView,
  type SignedTicket,
} from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import {
  ACCOUNT,
  auction,
  bid,
  delivery,
  opened,
  settlement,
  TAG,
  terms,
  trader,
} from '../../test/auctionViews.js';
import { NOON } from '../../test/tradingScene.js';
import { beginTrades } from './beginTrades.js';
import { LedgerDesk } from './LedgerDesk.js';
import type { TraderLedger } from './Pseudonyms.js';
import type { TradeEntry } from './tradeEntry.js';

describe('LedgerDesk', () => {
  const said: [string, unknown][] = [];
  const ticket: SignedTicket = {
    ticket: {
      auctionId: auction.auctionId,
      side: 'buyer',
      tag: TAG,
      keyHash: trader.keyHash,
      quotaAccountId: ACCOUNT,
    },
    registrarKey: 'AA==',
    signature: 'AA==',
  };
  const write =
    (name: string) =>
    async (request: unknown): Promise<Committed> => {
      said.push([name, request]);
      return Promise.resolve({ requestId: 'f'.repeat(32), transactionId: '0'.repeat(64), blockNumber: 1 });
    };
  const seen = async (): Promise<AuctionView> => {
    await Promise.resolve();
    if (view !== undefined) return view;
    throw new CodedError('AUCTION_UNKNOWN', 'there is no such auction');
  };
  const ledger: TraderLedger = {
    market: {
      offer: write('offer'),
      bid: write('bid'),
      closeBidding: write('closeBidding'),
      depositMaxPrice: write('depositMaxPrice'),
      revealBid: write('revealBid'),
      closeReveals: write('closeReveals'),
      settle: write('settle'),
      releaseDelivery: write('releaseDelivery'),
      disputeBreach: write('disputeBreach'),
      getAuction: async () => (ownView === undefined ? seen() : Promise.resolve(ownView)),
    },
    token: {
      getBalance: async () => {
        return Promise.resolve({ accountId: ACCOUNT, amount: '0', folded: '0', credits });
      },
    },
  };
  let view: AuctionView | undefined;
  /** What the community's peer says, where it is something else. */
  let ownView: AuctionView | undefined;
  let credits: BalanceView['credits'];
  let hasPseudonym: boolean;
  let hasExpired: boolean;
  let isEmpty: boolean;
  let hasAuditor: boolean;
  /** How often something was asked as the pseudonym. */
  let connections: number;
  let now: number;
  const desk = new LedgerDesk({
    ledger: {
      market: {
        getMarket: async ({ periodId, resource }) => {
          await Promise.resolve();
          if (resource !== 'water') throw new CodedError('MARKET_UNKNOWN', 'there is no market');
          return { periodId, resource, ...terms };
        },
        getAuction: seen,
        listAuctions: async ({ after }) => {
          const page = Array.from({ length: after === undefined ? 100 : 2 }, (_, index) => ({
            ...auction,
            auctionId: (index + (after === undefined ? 0 : 100)).toString(16).padStart(32, '0'),
            phase: index % 2 === 0 ? ('bidding' as const) : ('settled' as const),
          }));
          return Promise.resolve(page);
        },
      },
    },
    now: () => now,
    openings: {
      check: async () => {
        if (!hasAuditor) throw new CodedError('AUDITOR_UNKNOWN', 'there is no such auditor');
        return Promise.resolve();
      },
      seal: async ({ side, auctionId, tag }, { unitPrice, salt }) =>
        Promise.resolve([side, auctionId, tag, unitPrice, salt].join(' ')),
    },
    pseudonyms: {
      ticket: () => (hasPseudonym ? ticket : undefined),
      of: async () => {
        connections += 1;
        return Promise.resolve(
          hasPseudonym && !hasExpired ? { ledger, ticket, accountId: ACCOUNT } : undefined,
        );
      },
      prepare: async (_trade, tokens) => {
        said.push(['prepare', tokens]);
        return Promise.resolve(true);
      },
      bringHome: async () => {
        said.push(['bringHome', undefined]);
        return Promise.resolve();
      },
      isEmpty: async () => Promise.resolve(isEmpty),
      tidy: async () => Promise.resolve(),
    },
  });
  const newTrade = (side: 'buy' | 'sell'): TradeEntry => {
    const intent = { periodId: '2016-09', lots: 12, quantity: '120', price: '2' };
    const [trade] = beginTrades(
      { at: NOON, side, resource: 'water', reason: 'trade', intent },
      { periodEnd: auction.periodEnd, auctions: [auction], coins: [12], known: new Set(), left: 1 },
    );
    if (trade === undefined) throw new Error('nothing was begun');
    return trade;
  };

  beforeEach(() => {
    said.length = 0;
    [view, ownView] = [auction, undefined];
    credits = [{ creditId: `${'7'.repeat(64)}-transfer`, amount: '100' }];
    [hasPseudonym, hasExpired, isEmpty, connections, hasAuditor] = [true, false, true, 0, true];
    now = auction.periodEnd;
  });

  it('offers and discloses as a buyer, with the trade’s own request ids', async () => {
    const trade = newTrade('buy');
    const { auctionId, salt, requests } = trade;
    expect(await desk.prepare(trade)).to.equal(true);
    await desk.place(trade);
    await desk.open(trade);
    const maxPriceHash = priceCommitment({ side: 'buyer', auctionId, tag: TAG }, { unitPrice: '2', salt });
    expect(said).to.deep.equal([
      ['prepare', 36n],
      [
        'offer',
        {
          requestId: requests.place,
          ticket,
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
    hasAuditor = false;
    const refusal: unknown = await desk.prepare(newTrade('sell')).catch((error: unknown) => error);
    expect(refusal).to.have.property('code', 'AUDITOR_UNKNOWN');
    expect(said).to.deep.equal([]);
  });

  it('bids and discloses as a seller, by the auction’s own terms', async () => {
    view = { ...auction, terms: { ...terms, excessPrice: '5' } };
    const trade = newTrade('sell');
    const { auctionId, salt, requests } = trade;
    await desk.place(trade);
    await desk.open(trade);
    const commitment = priceCommitment({ side: 'seller', auctionId, tag: TAG }, { unitPrice: '2', salt });
    expect(said[0]?.[0]).to.equal('bid');
    expect(said[0]?.[1])
      .to.deep.include({ bond: '100', commitment, lots: 12 })
      .and.include({ sealedOpening: `seller ${auctionId} ${TAG} 2 ${salt}` })
      .and.not.have.property('periodId');
    expect(said[1]).to.deep.equal([
      'revealBid',
      { requestId: requests.open, auctionId, unitPrice: '2', salt, tag: TAG },
    ]);
  });

  it('closes and settles as the pseudonym, and brings home', async () => {
    const trade = { ...newTrade('sell'), patience: 2 };
    view = { ...auction, phase: 'settled', settlement, bids: [{ ...bid, reveal: opened, delivery }] };
    await desk.closeBidding(trade);
    await desk.closeOpening(trade);
    await desk.settle(trade);
    await desk.dispute(trade);
    expect(said.pop()).to.deep.equal(['disputeBreach', { auctionId: trade.auctionId, tag: TAG }]);
    // Held until the end of the time for claims: only what is there already goes home.
    await desk.collect(trade);
    now = delivery.claimEndsAt + 29;
    await desk.collect(trade);
    now += 1;
    await desk.collect(trade);
    view = { ...view, bids: [] };
    await desk.collect(trade);
    expect(said.map(([name]) => name)).to.deep.equal([
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

  it('knows at once of a bid that has not come to the home’s own peer', async () => {
    const trade = { ...newTrade('sell'), phase: 'ready' } as const;
    now = auction.biddingEndsAt + 1;
    ownView = { ...auction, bids: [bid] };
    // Else it would be let go of as too late, and its price never be disclosed.
    expect((await desk.look(trade))?.mine).to.equal('placed');
    expect((await desk.look({ ...trade, phase: 'placed' }))?.mine).to.equal('absent');
  });

  it('holds no trade up whose pseudonym has expired once the sale was paid out', async () => {
    const trade = { ...newTrade('sell'), phase: 'settled' } as const;
    const { claimEndsAt } = delivery;
    const release = { breachedLots: 0, charged: '0', paid: '60', at: claimEndsAt };
    view = { ...auction, phase: 'settled', settlement, bids: [{ ...bid, reveal: opened, delivery }] };
    hasExpired = true;
    expect(await desk.look(trade)).to.deep.include({ isReleased: false, heldUntil: claimEndsAt });
    view = { ...view, bids: [{ ...bid, reveal: opened, delivery: { ...delivery, release } }] };
    expect((await desk.look(trade))?.isReleased).to.equal(true);
  });

  it('does not connect as the pseudonym again and again while a sale is held for weeks', async () => {
    const trade = { ...newTrade('sell'), phase: 'settled' } as const;
    view = { ...auction, phase: 'settled', settlement, bids: [{ ...bid, reveal: opened, delivery }] };
    isEmpty = false;
    for (let round = 0; round < 2; round += 1) expect((await desk.look(trade))?.hasTokens).to.equal(true);
    expect(connections).to.equal(2);
    isEmpty = true;
    for (let round = 0; round < 9; round += 1) {
      expect(await desk.look(trade)).to.deep.include({ isReleased: false, heldUntil: delivery.claimEndsAt });
    }
    expect(connections).to.equal(3);
    now = delivery.claimEndsAt;
    isEmpty = false;
    expect((await desk.look(trade))?.hasTokens).to.equal(true);
    expect(connections).to.equal(4);
  });

  it('can set aside what it was paid though somebody covered the account with dust', async () => {
    const dust = Array.from({ length: 300 }, (_, index) => ({
      creditId: `${index.toString(16).padStart(64, '0')}-transfer`,
      amount: '1',
    }));
    credits = [...dust, ...credits];
    await desk.place(newTrade('sell'));
    const { fold } = said[0]?.[1] as { readonly fold: readonly string[] };
    expect(fold)
      .to.have.length(200)
      .and.include(`${'7'.repeat(64)}-transfer`);
  });

  it('lists what takes bids, page by page, and knows where there is no market or auction', async () => {
    const open = await desk.openAuctions('2016-09', 'water');
    expect(open).to.have.length(51);
    expect(open.at(-1)).to.deep.equal({
      auctionId: '64'.padStart(32, '0'),
      lots: 20,
      biddingEndsAt: NOON + 3600,
    });
    expect(await desk.excessPrice('2016-09', 'water')).to.equal(3n);
    expect(await desk.excessPrice('2016-09', 'energy')).to.equal(undefined);
    view = undefined;
    expect(await desk.look({ ...newTrade('buy'), phase: 'ready' })).to.equal(undefined);
    view = auction;
    expect(await desk.look(newTrade('buy'))).to.equal(undefined);
    hasPseudonym = false;
    expect((await desk.look({ ...newTrade('buy'), phase: 'ready' }))?.mine).to.equal('absent');
    const refusal: unknown = await desk.place(newTrade('buy')).catch((error: unknown) => error);
    expect(refusal).to.have.property('code', 'PSEUDONYM_MISSING');
  });
});
