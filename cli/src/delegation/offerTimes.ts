import { EPOCH_SECONDS } from '@acequia/protocol';
import { CliError } from '../CliError.js';
import { parseMoment } from './parseMoment.js';

const DAY = 86_400;
/** Time for the other home to answer and for the community to register it, where nobody says when it starts. */
const NOTICE_EPOCHS = 1;

/** As the command line gives them. */
export interface WishedTimes {
  readonly from?: string;
  readonly until?: string;
  readonly days?: number;
}

/**
 * When a delegation starts and ends, ledger seconds: each moved to the next change of keys, which comes every six hours.
 *
 * @param now ledger seconds.
 * @throws CliError TIME_INVALID, TIMES_WRONG.
 */
export function offerTimes(
  { from, until, days }: WishedTimes,
  now: number,
  zone: string,
): { start: number; end: number } {
  if ((until === undefined) === (days === undefined)) {
    throw new CliError('TIMES_WRONG', 'say how long it shall last: either --until or --days');
  }
  const start =
    from === undefined
      ? nextChange(now + NOTICE_EPOCHS * EPOCH_SECONDS)
      : nextChange(Math.max(parseMoment(from, zone), now));
  const end = until === undefined ? start + (days ?? 0) * DAY : nextChange(parseMoment(until, zone));
  if (start < end) return { start, end };
  throw new CliError('TIMES_WRONG', 'a delegation ends after it starts, and not in the past');
}

function nextChange(seconds: number): number {
  return Math.ceil(seconds / EPOCH_SECONDS) * EPOCH_SECONDS;
}
