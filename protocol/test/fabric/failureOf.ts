import { expect } from 'chai';
import { LedgerError } from '../../src/fabric/LedgerError.js';

/** The LedgerError that a call ends with; fails when it succeeds or throws another error. */
export async function failureOf(call: Promise<unknown>): Promise<LedgerError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof LedgerError) return error;
    throw error;
  }
  expect.fail('the call should have failed');
}
