import { LedgerError } from '@acequia/protocol/fabric';

/** What a query answers; undefined when the ledger says with this code that there is none. @throws LedgerError any other. */
export async function ifKnown<T>(query: Promise<T>, code: string): Promise<T | undefined> {
  try {
    return await query;
  } catch (error) {
    if (error instanceof LedgerError && error.code === code) return undefined;
    throw error;
  }
}
