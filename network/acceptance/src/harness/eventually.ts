import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again until there is an answer.
 *
 * @param question gives undefined or false while the answer is not there; what it throws ends the wait.
 * @param what for the message when time is up.
 * @throws Error when `withinMs` have passed.
 */
export async function eventually<T>(
  what: string,
  question: () => Promise<T | undefined | false>,
  withinMs = 90_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await question();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await sleep(100);
  }
}
