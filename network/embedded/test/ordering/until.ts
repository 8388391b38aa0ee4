import { setTimeout as sleep } from 'node:timers/promises';

/** Comes back when the condition holds. @throws Error after twenty seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not in twenty seconds: ${condition.toString()}`);
    await sleep(1);
  }
}
