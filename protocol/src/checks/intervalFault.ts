import type { WindowHeader } from '../schemas/monitoring.js';
import type { Interval } from '../schemas/readings.js';
import type { MeteredResource } from '../schemas/primitives.js';
import { isCounted, type CountedInterval } from './isCounted.js';
import type { WindowFaultCode } from './windowFault.js';

/**
 * The longest interval that may carry consumption, seconds. It counts for the period that it starts in: a longer one
 * would carry a month's use into another month's quota, or in front of the first period, where nobody is charged for it.
 */
const LONGEST = 86_400;

/** What is wrong with one interval by itself: its place in the window, its quality, its amount, its power. */
export function intervalFault(
  interval: Interval,
  header: WindowHeader,
  resource: MeteredResource,
): WindowFaultCode | undefined {
  if (interval.start >= interval.end || interval.start < header.start || interval.end > header.end) {
    return 'INTERVAL_OUTSIDE';
  }
  if (isCounted(interval) && interval.end - interval.start > LONGEST) return 'INTERVAL_OUTSIDE';
  return qualityFault(interval) ?? (isCounted(interval) ? amountFault(interval, resource) : undefined);
}

// A device reads, it does not guess: estimates are made by the community, in bills.
function qualityFault(interval: Interval): WindowFaultCode | undefined {
  if (interval.quality === 'estimated') return 'QUALITY_INCONSISTENT';
  const { from, to, amount, meanW, maxW } = interval;
  const carried = [from, to, amount, meanW, maxW].some((value) => value !== undefined);
  const mayCarry = interval.quality === 'measured' || interval.quality === 'replaced';
  return (mayCarry ? isCounted(interval) : !carried) ? undefined : 'QUALITY_INCONSISTENT';
}

function amountFault(interval: CountedInterval, resource: MeteredResource): WindowFaultCode | undefined {
  if (interval.amount < 0) return 'USE_NEGATIVE';
  if (interval.amount !== interval.to - interval.from) return 'REGISTER_INCONSISTENT';
  return powerFault(interval, resource);
}

// A replaced interval catches up for a longer span, over which its mean is taken: it can only be lower.
function powerFault(interval: CountedInterval, resource: MeteredResource): WindowFaultCode | undefined {
  const { meanW, maxW } = interval;
  if (meanW === undefined) return maxW === undefined ? undefined : 'POWER_INCONSISTENT';
  const fits = resource === 'energy' && meanFits(interval, meanW) && maxFits(interval, meanW);
  return fits ? undefined : 'POWER_INCONSISTENT';
}

function meanFits(interval: CountedInterval, meanW: number): boolean {
  const seconds = BigInt(interval.end - interval.start);
  const difference = BigInt(meanW) * seconds - BigInt(interval.amount) * 3600n;
  return difference < seconds && (interval.quality === 'replaced' || difference > -seconds);
}

function maxFits({ maxW, amount }: CountedInterval, meanW: number): boolean {
  return maxW === undefined || (maxW >= meanW && (amount > 0 || maxW === 0));
}
