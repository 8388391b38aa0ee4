import { CodedError } from '../errors.js';

/**
 * What a query gives, or undefined when the ledger answers that there is no such thing.
 *
 * @param code of that answer; several where each of them says so.
 * @throws CodedError with any other code: an outage or a refusal is no answer.
 */
export async function orUnknown<T>(query: Promise<T>, code: RegExp): Promise<T | undefined> {
  try {
    return await query;
  } catch (error) {
    if (error instanceof CodedError && code.test(error.code)) return undefined;
    throw error;
  }
}
