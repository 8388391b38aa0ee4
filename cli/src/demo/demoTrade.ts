import { periodBounds, toWallTime } from '@acequia/protocol';
import { DateTime } from 'luxon';
import type { InitState } from '../init/initStateSchema.js';
import type { Output } from '../output/Output.js';
import { playTrade, type TradeResult } from './playTrade.js';
import { prepareTrade } from './prepareTrade.js';
import { tradeMillis } from './tradeMillis.js';
import { waitFor, type Patience } from './waitFor.js';

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
  const { file, clock } = state;
  const periodId = DateTime.fromISO(file.period).plus({ months: 1 }).toFormat('yyyy-LL');
  const month = periodBounds(periodId, file.community.timeZone);
  const place = { runDir, state, periodId };
  const patience = (): Patience => ({
    untilMs: performance.now() + tradeMillis(clock, month, Date.now()),
    signal,
  });
  await prepareTrade(place, patience());
  const startsAt = toWallTime(clock, month.start);
  const untilStart = performance.now() + startsAt - Date.now();
  await waitFor(
    'the next month',
    { untilMs: untilStart + tradeMillis(clock, month, startsAt), signal },
    async () => Promise.resolve(Date.now() >= startsAt ? true : undefined),
  );
  return playTrade(place, patience(), (line) => {
    output.progress(line);
  });
}
