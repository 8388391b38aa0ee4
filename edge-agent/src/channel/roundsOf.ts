import type { Logger } from 'pino';
import { Rounds } from '../keys/Rounds.js';
import type { RoundTimes } from './RoundTimes.js';

/** A service's loop that logs the codes of what does not succeed. @param round gives how long to pause, milliseconds. */
export function roundsOf(
  service: string,
  round: () => Promise<number>,
  { firstMs, slowMs }: RoundTimes,
  log: Logger,
): Rounds {
  return new Rounds(round, {
    firstMs,
    slowMs,
    onFailure: ({ code, text }) => {
      log.info({ service, code, text }, 'did not succeed and will be tried again');
    },
  });
}
