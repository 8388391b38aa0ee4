import { setTimeout as sleep } from 'node:timers/promises';

/** A moment that nobody chose: plugs are not pulled on the second. */
export async function randomPause(fromMs: number, toMs: number): Promise<void> {
  await sleep(fromMs + Math.random() * (toMs - fromMs));
}
