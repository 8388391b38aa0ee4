import type { TransactionRow } from '../readModel/queries/LedgerQueries.js';

/** A transaction as the public part of the ledger shows it. */
export interface TransactionView extends Omit<TransactionRow, 'mspId' | 'keyHash'> {
  /** Who signed it. */
  readonly creator?: { readonly mspId: string; readonly keyHash?: string };
}

export function presentTransaction({ mspId, keyHash, ...row }: TransactionRow): TransactionView {
  if (mspId === undefined) return row;
  return { ...row, creator: { mspId, ...(keyHash === undefined ? {} : { keyHash }) } };
}
