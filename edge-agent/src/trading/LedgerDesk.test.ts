import {
  CodedError,
  priceCommitment,
  type AuctionView,
  type DeliveryView,
  type SignedTicket,
} from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import { NOON, TODAY } from '../../test/tradingScene.js';
import { beginTrades } from './beginTrades.js';
import { LedgerDesk } from './LedgerDesk.js';
import { lookOfAuction } from './lookOfAuction.js';
import type { TraderLedger } from './Pseudonyms.js';
import type { TradeEntry } from './tradeEntry.js';

const DAY = 86_400;
const ACCOUNT = `acc-${'5'.repeat(32)}`;
const TAG = 'ab'.repeat(32);
const trader = { tag: TAG, keyHash: 'c'.repeat(64), accountId: ACCOUNT, quotaAccountId: ACCOUNT };
const terms = {
  fund: ACCOUNT,
  excessPrice: '3',
  depositRatioBp: 1000,
  deadEndPenaltyBp: 100,
  biddingSeconds: 3600,
  revealSeconds: 1800,
  claimSeconds: 2 * DAY,
  disputeSeconds: 7 * DAY,
  maxLots: 100,
};
const auction: AuctionView = {
  auctionId: 'e'.repeat(32),
  periodId: '2016-09',
  resource: 'water',
  lots: 20,
  buyer: trader,
  maxPriceHash: 'd'.repeat(64),
  bond: '60',
  terms,
  openedAt: NOON,
  biddingEndsAt: NOON + 3600,
  revealEndsAt: NOON + 5400,
  periodEnd: TODAY + 11 * DAY,
  phase: 'bidding',
  bids: [],
};
const bid = {
  auctionId: auction.auctionId,
  ...trader,
  lots: 12,
  commitment: '1'.repeat(64),
  bond: '36',
  at: NOON,
};
const delivery: DeliveryView = {
  auctionId: auction.auctionId,
  tag: TAG,
  keyHash: trader.keyHash,
  accountId: ACCOUNT,
  lots: 12,
  unitPrice: '2',
  proceeds: '24',
  bond: '36',
  excessPrice: '3',
  depositRatioBp: 1000,
  fund: ACCOUNT,
  periodEnd: auction.periodEnd,
  claimEndsAt: auction.periodEnd + 2 * DAY,
  disputeSeconds: 7 * DAY,
};
const settlement = {
  outcome: 'traded',
  lots: 15,
  unitPrice: '2',
  toFund: '0',
  settledAt: NOON + 6000,
} as const;
const opened = { unitPrice: '2', salt: '2'.repeat(32), at: NOON + 4000 };

describe('lookOfAuction', () => {
  const look = (
    view: Partial<AuctionView>,
    side: 'buy' | 'sell',
    isEmpty = true,
  ): ReturnType<typeof lookOfAuction> => lookOfAuction({ ...auction, ...view }, { side, tag: TAG, isEmpty });

  it('finds the buyer under its tag, and what it bought', () => {
    const times = { biddingEndsAt: NOON + 3600, openingEndsAt: NOON + 5400 };
    expect(look({}, 'buy')).to.deep.equal({ phase: 'bidding', ...times, mine: 'placed', isReleased: false });
    const others = { ...trader, tag: 'f'.repeat(64) };
    expect(look({ buyer: others }, 'buy').mine).to.equal('absent');
    expect(look({ phase: 'reveal', maxPrice: opened }, 'buy')).to.deep.include({
      phase: 'opening',
      mine: 'opened',
    });
    const settled = { phase: 'settled', maxPrice: opened, settlement } as const;
    expect(look(settled, 'buy')).to.deep.include({ result: { lots: 15, price: 2n }, isReleased: true });
    expect(look(settled, 'buy', false).isReleased).to.equal(false);
  });

  it('finds a seller among the bids, and how long what it sold is held', () => {
    const settled = (change: Partial<DeliveryView>): ReturnType<typeof lookOfAuction> =>
      look(
        {
          phase: 'settled',
          settlement,
          bids: [{ ...bid, reveal: opened, delivery: { ...delivery, ...change } }],
        },
        'sell',
      );
    expect(look({}, 'sell').mine).to.equal('absent');
    expect(look({ bids: [bid], phase: 'settling' }, 'sell')).to.deep.include({
      mine: 'placed',
      phase: 'closed',
    });
    expect(settled({})).to.deep.include({
      mine: 'opened',
      result: { lots: 12, price: 2n },
      heldUntil: delivery.claimEndsAt,
      isReleased: false,
    });
    const claim = { lots: 1, evidenceHash: 'a'.repeat(64), at: 50 };
    expect(settled({ claim }).heldUntil).to.equal(50 + 7 * DAY);
    expect(settled({ claim, dispute: { at: 60 } }).heldUntil).to.equal(Infinity);
    expect(settled({ claim, dispute: { at: 60 }, decision: { lots: 0, at: 70 } }).heldUntil).to.equal(70);
    const release = { breachedLots: 0, charged: '0', paid: '60', at: 80 };
    expect(settled({ release })).to.deep.include({ isReleased: true }).and.not.have.property('heldUntil');
    const lost = look({ phase: 'settled', settlement, bids: [{ ...bid, reveal: opened }] }, 'sell');
    expect(lost).to.deep.include({ result: { lots: 0, price: 0n }, isReleased: true });
  });
});

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
    },
    token: {
      getBalance: async () => {
        const credits = [{ creditId: `${'7'.repeat(64)}-transfer`, amount: '100' }];
        return Promise.resolve({ accountId: ACCOUNT, amount: '0', folded: '0', credits });
      },
    },
  };
  let view: AuctionView | undefined;
  let hasPseudonym: boolean;
  const desk = new LedgerDesk({
    ledger: {
      market: {
        getMarket: async ({ periodId, resource }) => {
          await Promise.resolve();
          if (resource !== 'water') throw new CodedError('MARKET_UNKNOWN', 'there is no market');
          return { periodId, resource, ...terms };
        },
        getAuction: async () => {
          await Promise.resolve();
          if (view !== undefined) return view;
          throw new CodedError('AUCTION_UNKNOWN', 'there is no such auction');
        },
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
    pseudonyms: {
      of: async () => Promise.resolve(hasPseudonym ? { ledger, ticket, accountId: ACCOUNT } : undefined),
      prepare: async (_trade, tokens) => {
        said.push(['prepare', tokens]);
        return Promise.resolve(true);
      },
      bringHome: async () => {
        said.push(['bringHome', undefined]);
        return Promise.resolve();
      },
      isEmpty: async () => Promise.resolve(true),
    },
  });
  const newTrade = (side: 'buy' | 'sell'): TradeEntry => {
    const intent = { periodId: '2016-09', lots: 12, quantity: '120', price: '2' };
    const [trade] = beginTrades(
      { at: NOON, side, resource: 'water', reason: 'trade', intent },
      { periodEnd: auction.periodEnd, auctions: [auction], known: new Set(), left: 1 },
    );
    if (trade === undefined) throw new Error('nothing was begun');
    return trade;
  };

  beforeEach(() => {
    said.length = 0;
    view = auction;
    hasPseudonym = true;
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
      .and.not.have.property('periodId');
    expect(said[1]).to.deep.equal([
      'revealBid',
      { requestId: requests.open, auctionId, unitPrice: '2', salt, tag: TAG },
    ]);
  });

  it('closes and settles as the pseudonym, and brings home', async () => {
    const trade = newTrade('sell');
    view = { ...auction, phase: 'settled', settlement, bids: [{ ...bid, reveal: opened, delivery }] };
    await desk.closeBidding(trade);
    await desk.closeOpening(trade);
    await desk.settle(trade);
    await desk.collect(trade);
    view = { ...view, bids: [] };
    await desk.collect(trade);
    expect(said.map(([name]) => name)).to.deep.equal([
      'closeBidding',
      'closeReveals',
      'settle',
      'releaseDelivery',
      'bringHome',
      'bringHome',
    ]);
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
    expect(await desk.look(newTrade('buy'))).to.equal(undefined);
    view = auction;
    hasPseudonym = false;
    expect((await desk.look(newTrade('buy')))?.mine).to.equal('absent');
    const refusal: unknown = await desk.place(newTrade('buy')).catch((error: unknown) => error);
    expect(refusal).to.have.property('code', 'PSEUDONYM_MISSING');
  });
});
