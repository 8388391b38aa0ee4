import type { LedgerPhase } from './LedgerError.js';

/** How long one call may take, in milliseconds. */
export interface Deadlines {
  readonly evaluate: number;
  readonly endorse: number;
  readonly submit: number;
  readonly commitStatus: number;
}

/** How long failures are retried before they count, in milliseconds. */
export interface Patience {
  /** Refusals that may only mean that an endorser is behind. */
  readonly lag: number;
  /** Endorsing or querying while a peer, its chaincode or the connection is away. */
  readonly outage: number;
  /** From the first submit of signed bytes until SUBMISSION_PENDING. */
  readonly submission: number;
}

/** Organisations that endorse for a client that is not to be told from others by who does. */
export interface DrawnEndorsers {
  readonly community: string;
  /** Of which one is drawn for each transaction: MSP ids in an order that all clients share. */
  readonly homes: readonly string[];
}

/** Told before each wait, for logs and progress. */
export interface RetryNotice {
  readonly phase: LedgerPhase;
  readonly code: string;
  readonly text: string;
  readonly function?: string;
}

export interface ClientOptions {
  /** Folder of the submission journal, of this party and channel alone. Without it the client only reads. */
  readonly journalDir?: string;
  readonly deadlines?: Partial<Deadlines>;
  readonly patience?: Partial<Patience>;
  /** Of pseudonyms: who endorses is drawn by the transaction's id. Such a client sends no transient data. */
  readonly endorsers?: DrawnEndorsers;
  /** MSP id of the only organisation whose peers answer queries. Without it the Gateway asks others where its own peer fails. */
  readonly readsFrom?: string;
  readonly onRetry?: (notice: RetryNotice) => void;
}

export const DEFAULT_DEADLINES: Deadlines = {
  evaluate: 10_000,
  endorse: 20_000,
  submit: 10_000,
  commitStatus: 60_000,
};

export const DEFAULT_PATIENCE: Patience = { lag: 3_000, outage: 20_000, submission: 600_000 };
