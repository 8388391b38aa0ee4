import { expect } from 'chai';
import { expectCode } from './expectCode.js';
import type { TestLedger } from './TestLedger.js';

/** Expects a refusal with a code that changes nothing. */
export async function expectRefused(
  ledger: TestLedger,
  work: () => Promise<unknown>,
  code: string,
): Promise<void> {
  const before = ledger.snapshot();
  await expectCode(work(), code);
  expect(ledger.snapshot()).to.deep.equal(before);
}
