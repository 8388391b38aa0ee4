import { setTimeout as pause } from 'node:timers/promises';
import { CodedError } from '@acequia/protocol';
import { CliError } from '../CliError.js';

const POLL_MS = 250;
/** With these something is refused for now: a program is starting, or a peer is behind. */
const FOR_NOW: ReadonlySet<string> = new Set([
  'AGENT_UNREACHABLE',
  'AGENT_WAITING',
  'BALANCE_INSUFFICIENT',
  'ENDORSERS_MISSING',
  'LEDGER_UNAVAILABLE',
  'MARKET_UNKNOWN',
  'NOBODY_ASKS',
  'PERIOD_MISSING',
  'REQUEST_RUNNING',
  'SHARE_UNKNOWN',
  'SUBMISSION_PENDING',
]);

/** How long to wait, and what ends it. */
export interface Patience {
  /** By `performance.now()`. */
  readonly untilMs: number;
  /** Ends the wait by throwing its reason. */
  readonly signal: AbortSignal;
}

/**
 * Asks until there is an answer, also where what is asked is refused for now.
 *
 * @param what is waited for, in words. @throws CliError TRADE_LATE, with what was refused last; what `ask` throws for good.
 */
export async function waitFor<T>(
  what: string,
  { untilMs, signal }: Patience,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  let refused = '';
  for (;;) {
    signal.throwIfAborted();
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (!(error instanceof CodedError) || !FOR_NOW.has(error.code)) throw error;
      refused = ` (${error.code})`;
    }
    if (performance.now() >= untilMs) {
      throw new CliError(
        'TRADE_LATE',
        `waited in vain for ${what}${refused}: look at the logs of the agents`,
      );
    }
    await pause(POLL_MS);
  }
}
