import type { CodedError } from '@acequia/protocol';
import { expect } from 'chai';
import { expectCode } from './expectCode.js';
import type { TestLedger } from './TestLedger.js';

/** Expects a refusal with a code that changes nothing. @returns it, for what else it must or must not say. */
export async function expectRefused(
  ledger: TestLedger,
  work: () => Promise<unknown>,
  code: string,
): Promise<CodedError> {
  const before = ledger.snapshot();
  const refusal = await expectCode(work(), code);
  expect(ledger.snapshot()).to.deep.equal(before);
  return refusal;
}
