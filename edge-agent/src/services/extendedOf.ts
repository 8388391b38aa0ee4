import {
  extendedChannels,
  type ExtendedChannel,
  type ExtendedPayload,
  type Interval,
} from '@acequia/protocol';
import type { Sample } from '../meters/Sample.js';

/** States, of which an interval has a mean; all others are Wh, which add up. */
const MEANS: ReadonlySet<ExtendedChannel> = new Set(['temperature', 'humidity']);
/** What the encoded dataset has room for. */
const MAX_SUM = 2 ** 31 - 1;

/**
 * The extended dataset X (paper 000 Eq. 1) of the same intervals as E: of the samples after an interval's start up to its
 * end, the mean of temperature and humidity, rounded towards zero, and the sum of Wh. Channels that no sample tells of are
 * absent, and so are sums that no household reaches. A sample that is given twice counts once.
 */
export function extendedOf(
  intervals: readonly Pick<Interval, 'start' | 'end'>[],
  samples: readonly Sample[],
): ExtendedPayload {
  const once = [...new Map(samples.map((sample) => [sample.at, sample])).values()];
  return {
    version: 1,
    intervals: intervals.map(({ start, end }) => ({
      start,
      end,
      values: valuesOf(once.filter(({ at }) => at > start && at <= end)),
    })),
  };
}

function valuesOf(samples: readonly Sample[]): NonNullable<Sample['extended']> {
  const told = extendedChannels.flatMap((channel) => {
    const values = samples.flatMap(({ extended }) => extended?.[channel] ?? []);
    if (values.length === 0) return [];
    const sum = values.reduce((total, value) => total + value, 0);
    if (MEANS.has(channel)) return [[channel, Math.trunc(sum / values.length)] as const];
    return Math.abs(sum) > MAX_SUM ? [] : [[channel, sum] as const];
  });
  return Object.fromEntries(told);
}
