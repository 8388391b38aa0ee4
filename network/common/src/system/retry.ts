import { setTimeout as sleep } from 'node:timers/promises';
import { NetworkError } from '../NetworkError.js';

/**
 * Tries again until it works.
 *
 * @throws NetworkError `NOT_READY` with the last failure as its cause, when `timeoutMs` have passed.
 */
export async function retry<Result>(
  what: string,
  timeoutMs: number,
  attempt: () => Promise<Result>,
  pauseMs = 200,
): Promise<Result> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() + pauseMs > deadline) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new NetworkError('NOT_READY', `${what} within ${timeoutMs} ms: ${reason}`, { cause: error });
      }
      await sleep(pauseMs);
    }
  }
}
