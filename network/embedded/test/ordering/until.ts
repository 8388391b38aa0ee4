import { setTimeout as sleep } from 'node:timers/promises';

/** Comes back when the condition holds; gives up after five seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not in five seconds: ${condition.toString()}`);
    await sleep(1);
  }
}
