import type { MeteredResource } from '@acequia/protocol';
import { addHours } from './addHours.js';
import type { HourlyUse } from './HourlyUse.js';
import { spreadByHour } from './spreadByHour.js';
import type { UsedSpan, UsedWindow } from './usedWindow.js';

/** One of the home's meters, and what it remembers of use. */
export interface RememberingMeter {
  readonly resource: MeteredResource;
  readonly queue: { readonly used: () => Promise<readonly UsedWindow[]> };
}

/** What the home used of one resource, as far as its own meters told. */
export interface PastUse {
  readonly hours: HourlyUse;
  /** Up to here every meter was read, ledger seconds; 0 where one has not been. A meter that is silent holds it back. */
  readonly until: number;
  /** All that was used from a moment on until then, base units; counted as bills do, in the period that an interval starts in. */
  readonly usedSince: (start: number) => bigint;
}

/** Reads what a home used from what its meters' windows left behind. */
export class UseHistory {
  readonly #meters: readonly RememberingMeter[];

  constructor(meters: readonly RememberingMeter[]) {
    this.#meters = meters;
  }

  /** @throws CodedError AT_REST_BROKEN, STORE_DAMAGED. */
  async of(resource: MeteredResource): Promise<PastUse> {
    const meters = this.#meters.filter((meter) => meter.resource === resource);
    const windows = await Promise.all(meters.map(async ({ queue }) => queue.used()));
    return pastUse(windows);
  }
}

function pastUse(meters: readonly (readonly UsedWindow[])[]): PastUse {
  const spans: UsedSpan[][] = meters.map((windows) => windows.flatMap((window) => window.spans));
  const ends = spans.map((ofMeter) => ofMeter.at(-1)?.end ?? 0);
  const until = ends.length === 0 ? 0 : Math.min(...ends);
  return {
    hours: addHours(spans.map(spreadByHour)),
    until,
    usedSince: (since) =>
      spans
        .flat()
        .filter(({ start }) => start >= since && start < until)
        .reduce((sum, { amount }) => sum + BigInt(amount), 0n),
  };
}
