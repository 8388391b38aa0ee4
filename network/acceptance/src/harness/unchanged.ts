import { expect } from 'chai';
import { suite } from './Suite.js';

/** Does the work and asserts that it left no trace in the ledger's state: no key, no value, no private hash. */
export async function unchanged<T>(work: () => Promise<T>): Promise<T> {
  const { state } = suite();
  const before = await state.digest();
  const result = await work();
  expect(await state.digest(), 'the digest of the world state afterwards').to.equal(before);
  return result;
}
