import { setTimeout as pause } from 'node:timers/promises';
import type { BillAnswer } from '../api/answers.js';
import type { CommunityApi } from '../api/CommunityApi.js';
import { CliError } from '../CliError.js';
import type { DemoProgress } from './DemoProgress.js';
import type { Stopwatch } from './Stopwatch.js';

const POLL_MS = 1000;

/** A bill that has been delivered. */
export type DeliveredBill = BillAnswer & { readonly document: NonNullable<BillAnswer['document']> };

/** What {@link waitForBills} waits for, and how long. */
export interface BillWait {
  readonly api: CommunityApi;
  readonly homes: readonly string[];
  readonly periodId: string;
  readonly progress: DemoProgress;
  readonly watch: Stopwatch;
  /** By the stopwatch. */
  readonly untilSeconds: number;
  /** Ends the wait by throwing its reason. */
  readonly signal: AbortSignal;
}

/**
 * Tells the progress until every home's bill for the period is final and delivered.
 *
 * @throws CliError BILLS_LATE
 */
export async function waitForBills(wait: BillWait): Promise<readonly DeliveredBill[]> {
  const { signal } = wait;
  while (wait.watch.seconds < wait.untilSeconds) {
    const { finalBills } = await wait.progress.tell(wait.watch.seconds);
    if (finalBills >= wait.homes.length) {
      const bills = await finalBillsOf(wait);
      if (bills !== undefined) return bills;
    }
    signal.throwIfAborted();
    await pause(POLL_MS);
  }
  throw new CliError(
    'BILLS_LATE',
    `not all bills were final after ${wait.untilSeconds.toFixed(0)} s: look at the logs of the gateway and the agents`,
  );
}

async function finalBillsOf({
  api,
  homes,
  periodId,
}: BillWait): Promise<readonly DeliveredBill[] | undefined> {
  const lists = await Promise.all(homes.map((homeId) => api.bills(homeId)));
  const bills = lists.flatMap((list) =>
    list.flatMap(({ document, ...bill }) =>
      bill.kind === 'bill' && bill.periodId === periodId && bill.status === 'final' && document !== undefined
        ? [{ ...bill, document }]
        : [],
    ),
  );
  return bills.length === homes.length ? bills : undefined;
}
