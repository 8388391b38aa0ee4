import { periodBounds, toWallTime } from '@acequia/protocol';
import { DateTime } from 'luxon';
import type { InitState } from '../init/initStateSchema.js';
import type { Output } from '../output/Output.js';
import { playTrade, type TradeResult } from './playTrade.js';
import { prepareTrade } from './prepareTrade.js';
import { waitFor } from './waitFor.js';

/** How long the trade may take once its month has begun, and before that the preparations, whatever the machine does. */
const PATIENCE_MS = 240_000;

export interface DemoTradeParts {
  readonly runDir: string;
  readonly state: InitState;
  readonly output: Output;
  /** Ends it by throwing its reason. */
  readonly signal: AbortSignal;
}

/**
 * The demonstration's trade: prepared while the month passes that is billed, and played in the next one, so that the month's bills are what
 * they are without it.
 *
 * @throws CliError TRADE_LATE, TRADE_FAILED; LedgerError.
 */
export async function demoTrade({ runDir, state, output, signal }: DemoTradeParts): Promise<TradeResult> {
  const { period, community } = state.file;
  const periodId = DateTime.fromISO(period).plus({ months: 1 }).toFormat('yyyy-LL');
  const place = { runDir, state, periodId };
  await prepareTrade(place, { untilMs: performance.now() + PATIENCE_MS, signal });
  const startsAt = toWallTime(state.clock, periodBounds(periodId, community.timeZone).start);
  const untilMs = performance.now() + startsAt - Date.now() + PATIENCE_MS;
  await waitFor('the next month', { untilMs, signal }, async () =>
    Promise.resolve(Date.now() >= startsAt ? true : undefined),
  );
  return playTrade(place, { untilMs: performance.now() + PATIENCE_MS, signal }, (line) => {
    output.progress(line);
  });
}
