import { CodedError } from '@acequia/protocol';
import { expect } from 'chai';

/** Expects a refusal with a code, and that its message has the one form that clients read. */
export async function expectCode(work: Promise<unknown>, code: string): Promise<CodedError> {
  let outcome: unknown;
  try {
    outcome = await work;
  } catch (error) {
    outcome = error;
  }
  if (!(outcome instanceof CodedError)) {
    throw new Error(`expected ${code}, got ${outcome instanceof Error ? String(outcome) : 'success'}`);
  }
  expect(outcome.code, outcome.message).to.equal(code);
  expect(outcome.message).to.equal(`${code}: ${outcome.text}`);
  return outcome;
}
