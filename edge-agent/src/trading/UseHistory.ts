import { flowOf, netIntervals, type Flow, type MeteredResource, type MeterReading } from '@acequia/protocol';
import { addHours } from './addHours.js';
import type { HourlyUse } from './HourlyUse.js';
import { netHours } from './netHours.js';
import { spreadByHour } from './spreadByHour.js';
import type { UsedSpan, UsedWindow } from './usedWindow.js';

/** One of the home's meters, and what it remembers of use. */
export interface RememberingMeter {
  readonly resource: MeteredResource;
  /** Consumption where absent. */
  readonly flow?: Flow;
  readonly queue: { readonly used: () => Promise<readonly UsedWindow[]> };
}

/** What the home used of one resource, less what it made and used itself, as far as its own meters told. */
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
    const memories = await Promise.all(
      meters.map(async (meter, index) => {
        const windows = await meter.queue.used();
        return {
          deviceId: String(index),
          flow: flowOf(meter),
          spans: windows.flatMap((window) => window.spans),
        };
      }),
    );
    return pastUse(memories);
  }
}

interface MeterMemory {
  /** Tells one meter's register from another's. */
  readonly deviceId: string;
  readonly flow: Flow;
  readonly spans: readonly UsedSpan[];
}

function pastUse(meters: readonly MeterMemory[]): PastUse {
  const of = (flow: Flow): MeterMemory[] => meters.filter((meter) => meter.flow === flow);
  const [used, produced] = [of('consumption'), of('production')];
  const ends = meters.map(({ spans }) => spans.at(-1)?.end ?? 0);
  const until = ends.length === 0 ? 0 : Math.min(...ends);
  return {
    hours: netHours(hoursOf(used), hoursOf(produced)),
    until,
    usedSince: (since) => {
      const readings = used.flatMap((meter) => readingsOf(meter, since, until));
      const made = produced.flatMap((meter) => readingsOf(meter, since, until));
      const drawn = readings.reduce((sum, { interval }) => sum + BigInt(interval.amount ?? 0), 0n);
      return drawn - netIntervals(readings, made).netted;
    },
  };
}

function hoursOf(meters: readonly MeterMemory[]): HourlyUse {
  return addHours(meters.map(({ spans }) => spreadByHour(spans)));
}

/** The spans that start in [since, until), as the intervals that bills are computed from. */
function readingsOf({ deviceId, spans }: MeterMemory, since: number, until: number): MeterReading[] {
  return spans
    .filter(({ start }) => start >= since && start < until)
    .map((span) => ({ deviceId, trust: 'node', interval: { ...span, quality: 'measured' } }));
}
