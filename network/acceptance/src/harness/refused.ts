import { expectCode } from './expectCode.js';
import { unchanged } from './unchanged.js';

/** Asserts that the work is refused with the code (one of the codes) and that no state changed. */
export async function refused(work: () => Promise<unknown>, ...codes: readonly string[]): Promise<Error> {
  return await unchanged(() => expectCode(work(), ...codes));
}
