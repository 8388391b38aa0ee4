import type { SignedTicket } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { TradeEntry } from './tradeEntry.js';

/** The ledger as a pseudonym sees it. */
export interface TraderLedger {
  readonly market: Pick<
    CommunityLedger['market'],
    | 'offer'
    | 'bid'
    | 'closeBidding'
    | 'depositMaxPrice'
    | 'revealBid'
    | 'closeReveals'
    | 'settle'
    | 'releaseDelivery'
  >;
  readonly token: Pick<CommunityLedger['token'], 'getBalance'>;
}

/** Under which name a trade stands on the ledger. */
export interface Pseudonym {
  /** Signs as the pseudonym. */
  readonly ledger: TraderLedger;
  readonly ticket: SignedTicket;
  /** Its token account. */
  readonly accountId: string;
}

/** Where pseudonyms and their tokens come from, and go: one a trade. Each order may be given again, and has one effect. */
export interface Pseudonyms {
  /** Undefined until there is one. */
  of(trade: TradeEntry): Promise<Pseudonym | undefined>;
  /** Has one made, with at least so many tokens (minor units) in its account. @returns whether both are there. */
  prepare(trade: TradeEntry, tokens: bigint): Promise<boolean>;
  /** Brings home what lies in its token account. */
  bringHome(trade: TradeEntry): Promise<void>;
  /** Whether nothing lies there that has not been sent home. */
  isEmpty(trade: TradeEntry): Promise<boolean>;
}
