import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Long enough for all that tests wait for on a machine that is several times as slow as those they are written on: whoever
 * waits in vain loses time, but nobody fails for being slow.
 */
const WITHIN_MS = 240_000;

/**
 * Asks again until there is an answer. What another process brings about, be it an agent, a gateway or another peer, is there
 * some time after its cause: it is asked for so, and not once.
 *
 * @param question gives undefined or false while the answer is not there; what it throws ends the wait.
 * @param what for the message when time is up.
 * @throws Error when four minutes have passed.
 */
export async function eventually<T>(
  what: string,
  question: () => Promise<T | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    const answer = await question();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${WITHIN_MS} ms in vain for ${what}`);
    await sleep(100);
  }
}
