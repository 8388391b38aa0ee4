import { CodedError } from '@acequia/protocol';

/** What a query gives, or undefined when the ledger answers that there is no such thing. */
export async function orUnknown<T>(query: Promise<T>, code: RegExp): Promise<T | undefined> {
  try {
    return await query;
  } catch (error) {
    if (error instanceof CodedError && code.test(error.code)) return undefined;
    throw error;
  }
}
