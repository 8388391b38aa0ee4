import { suite } from '../harness/Suite.js';

/** How often to kill: `make test` has little time, `make test-full` tries more moments. */
export function rounds(few: number, many: number): number {
  return suite().config.isThorough ? many : few;
}
