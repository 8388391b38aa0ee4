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
    | 'disputeBreach'
    | 'getAuction'
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
  /** What the trade's pseudonym may do; undefined until there is one. Nobody is asked. */
  ticket(trade: TradeEntry): SignedTicket | undefined;
  /** Undefined until there is one, and when it has expired. @throws CodedError while it is not known what became of what it sent. */
  of(trade: TradeEntry): Promise<Pseudonym | undefined>;
  /**
   * Has one made, with at least so many tokens (minor units) in its account.
   *
   * @returns whether both are there. @throws CodedError why the community does not give it.
   */
  prepare(trade: TradeEntry, tokens: bigint): Promise<boolean>;
  /** Brings home what lies in its token account. */
  bringHome(trade: TradeEntry): Promise<void>;
  /** Whether nothing lies there that could be sent home. */
  isEmpty(trade: TradeEntry): Promise<boolean>;
  /** Brings home what has come for trades that are over, and then lets go of their pseudonyms. @param trades all that are known. */
  tidy(trades: readonly TradeEntry[]): Promise<void>;
}
