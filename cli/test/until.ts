import { setTimeout as pause } from 'node:timers/promises';

/** Each question is a command, and what it waits for another process: much on a slow machine. */
const PATIENCE_MS = 240_000;

/** Asks until there is an answer. @throws Error after four minutes. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(500);
  }
  throw new Error(`waited in vain for ${what}`);
}
