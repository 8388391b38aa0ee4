import type { TestTransaction } from './TestChain.js';

/** A transaction that a block records as invalid. */
export interface Refusal {
  readonly title: string;
  readonly content: TestTransaction;
  /** Name of the validation code. */
  readonly code: string;
  /** How the reason starts. */
  readonly reason: string;
}
