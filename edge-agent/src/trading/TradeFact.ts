import type { QuotaResource } from '@acequia/protocol';

/** What a decision has to know of an earlier one that was carried out. */
export interface TradeFact {
  readonly side: 'buy' | 'sell';
  readonly resource: QuotaResource;
  readonly periodId: string;
  /** Ledger seconds. */
  readonly startedAt: number;
  /** Ledger seconds; absent while it is under way. */
  readonly finishedAt?: number;
  /** While it is under way the most that it can come to; afterwards what it came to. */
  readonly lots: number;
  /** Tokens, minor units, for a lot: while it is under way the household's limit, afterwards what was paid. */
  readonly price: bigint;
  /** Of a sale under way: whether the lots have left the home's accounts. */
  readonly isLocked: boolean;
}
