import type { Transactions } from '@acequia/protocol';
import type { Player } from './Player.js';
import type { Receipt } from './Receipt.js';

/** What a ledger tells of a transaction at least. */
export type Outcome = Pick<Receipt, 'transactionId' | 'result'>;

/** The community that a market is played in: on a ledger in memory, or on a network. */
export interface PlayCommunity<Someone extends Player, Done extends Outcome> {
  /** The channel's name, which tickets are signed for. */
  readonly channel: string;
  /** Ledger time at which it starts. */
  readonly origin: number;
  /** Ledger time. */
  readonly now: number;
  readonly operator: Someone;
  /** Of the operator's organisation, and nobody to the ledger before somebody enrols it. */
  readonly secondOperator: Someone;
  readonly household: Someone;
  readonly neighbour: Someone;
  readonly auditor: Someone;
  readonly supplier: Someone;
  readonly ledger: {
    /** Public state by raw key, with all that was taken so far. */
    readonly store: { readonly world: ReadonlyMap<string, Uint8Array> };
    /** @throws CodedError when the request is refused; then it has changed nothing. */
    run<C extends keyof Transactions>(
      by: Someone,
      contract: C,
      fn: keyof Transactions[C] & string,
      request?: Readonly<Record<string, unknown>>,
    ): Promise<Done>;
  };
  /** Founds the community with its homes and parties. */
  start(): Promise<void>;
  /** Lets time pass on all clocks. */
  pass(seconds: number): void | Promise<void>;
  /** A new pseudonym. */
  newTrader(): Someone | Promise<Someone>;
}
