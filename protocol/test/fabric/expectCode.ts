import { expect } from 'chai';
import { CodedError } from '../../src/errors.js';

/** Fails unless the call ends with a CodedError of the code. */
export async function expectCode(call: Promise<unknown>, code: string): Promise<void> {
  try {
    await call;
  } catch (error) {
    expect(error).to.be.instanceOf(CodedError).with.property('code', code);
    return;
  }
  expect.fail(`the call should have failed with ${code}`);
}
