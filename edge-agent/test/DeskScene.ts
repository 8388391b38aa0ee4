import { CodedError, type AuctionView, type BalanceView, type SignedTicket } from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import { beginTrades } from '../src/trading/beginTrades.js';
import { LedgerDesk } from '../src/trading/LedgerDesk.js';
import type { Pseudonyms, TraderLedger } from '../src/trading/Pseudonyms.js';
import type { TradeEntry } from '../src/trading/tradeEntry.js';
import { ACCOUNT, auction, TAG, terms, trader } from './auctionViews.js';
import { NOON } from './tradingScene.js';

/** A market desk between two peers, the home's own and the community's, which say what a test has them say. */
export class DeskScene {
  /** What the home's own peer says of the auction; undefined where it has none. */
  own: AuctionView | undefined = auction;
  /** What the community's peer says: the same, unless a test has it say something else. */
  theirs: AuctionView | undefined | 'same' = 'same';
  /** What was written on the ledger or asked of the pseudonym, in order. */
  readonly said: [string, unknown][] = [];
  credits: BalanceView['credits'] = [{ creditId: `${'7'.repeat(64)}-transfer`, amount: '100' }];
  hasPseudonym = true;
  hasExpired = false;
  isEmpty = true;
  hasAuditor = true;
  /** How often something was asked as the pseudonym. */
  connections = 0;
  now = auction.periodEnd;
  readonly ticket: SignedTicket = {
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
  readonly desk = new LedgerDesk({
    ledger: {
      market: {
        getMarket: async ({ periodId, resource }) => {
          await Promise.resolve();
          if (resource !== 'water') throw new CodedError('MARKET_UNKNOWN', 'there is no market');
          return { periodId, resource, ...terms };
        },
        getAuction: async () => known(this.own),
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
    now: () => this.now,
    openings: {
      check: async () => {
        if (!this.hasAuditor) throw new CodedError('AUDITOR_UNKNOWN', 'there is no such auditor');
        return Promise.resolve();
      },
      seal: async ({ side, auctionId, tag }, { unitPrice, salt }) =>
        Promise.resolve([side, auctionId, tag, unitPrice, salt].join(' ')),
    },
    pseudonyms: this.#pseudonyms(),
  });

  /** A trade in the auction, of twelve lots at 2. */
  newTrade(side: 'buy' | 'sell'): TradeEntry {
    const intent = { periodId: '2016-09', lots: 12, quantity: '120', price: '2' };
    const [trade] = beginTrades(
      { at: NOON, side, resource: 'water', reason: 'trade', intent },
      { periodEnd: auction.periodEnd, auctions: [auction], coins: [12], known: new Set(), left: 1 },
    );
    if (trade === undefined) throw new Error('nothing was begun');
    return trade;
  }

  #pseudonyms(): Pseudonyms {
    const ledger = this.#communityLedger();
    const { ticket } = this;
    return {
      ticket: () => (this.hasPseudonym ? ticket : undefined),
      of: async () => {
        this.connections += 1;
        const isThere = this.hasPseudonym && !this.hasExpired;
        return Promise.resolve(isThere ? { ledger, ticket, accountId: ACCOUNT } : undefined);
      },
      prepare: async (_trade, tokens) => {
        this.said.push(['prepare', tokens]);
        return Promise.resolve(true);
      },
      bringHome: async () => {
        this.said.push(['bringHome', undefined]);
        return Promise.resolve();
      },
      isEmpty: async () => Promise.resolve(this.isEmpty),
      tidy: async () => Promise.resolve(),
    };
  }

  #communityLedger(): TraderLedger {
    const write =
      (name: string) =>
      async (request: unknown): Promise<Committed> => {
        this.said.push([name, request]);
        return Promise.resolve({
          requestId: 'f'.repeat(32),
          transactionId: '0'.repeat(64),
          blockNumber: 1,
        });
      };
    return {
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
        getAuction: async () => known(this.theirs === 'same' ? this.own : this.theirs),
      },
      token: {
        getBalance: async () =>
          Promise.resolve({ accountId: ACCOUNT, amount: '0', folded: '0', credits: this.credits }),
      },
    };
  }
}

async function known(view: AuctionView | undefined): Promise<AuctionView> {
  await Promise.resolve();
  if (view !== undefined) return view;
  throw new CodedError('AUCTION_UNKNOWN', 'there is no such auction');
}
