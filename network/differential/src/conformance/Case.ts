import type { CaseNetwork } from './CaseNetwork.js';

/** One row of the conformance table: what is asked; the answer is JSON. */
export type Case = (network: CaseNetwork) => Promise<unknown>;
/** Rows by name. */
export type Cases = Readonly<Record<string, Case>>;
