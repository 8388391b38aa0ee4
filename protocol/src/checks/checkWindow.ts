import { verifyReadings } from '../crypto/readingsSignature.js';
import type { WindowHeader } from '../schemas/monitoring.js';
import type { Interval, WindowPayload } from '../schemas/readings.js';
import type { DeviceRecord } from '../schemas/registry.js';
import { intervalFault } from './intervalFault.js';
import { isCounted } from './isCounted.js';
import { NO_HASH } from '../formats/NO_HASH.js';
import { maxAmountIn } from './maxAmountIn.js';
import { nextStand } from './nextStand.js';
import type { ReadingHistory, RegisterStand } from './readingHistory.js';
import { standBefore } from './standBefore.js';
import type { WindowFault, WindowFaultCode } from './windowFault.js';

/** What a window is judged against: its device's record and what the home's windows of that resource and flow said before. */
export interface WindowContext {
  readonly device: Pick<DeviceRecord, 'deviceId' | 'homeId' | 'resource' | 'maxPerHour' | 'publicKey'>;
  readonly history: ReadingHistory;
}

/**
 * The value checks on a window of readings (DESIGN §6 Monitoring), the same for the home and the community. Pure.
 *
 * A trusted register must continue where the device's last one stood, unless a suspect interval, a rejected window or
 * (forwards only) uncovered time lies between. A rate is judged over the time since the last trusted register: what
 * catches up after a gap may be more than one interval can hold.
 *
 * @param header shape-checked; its place in the sequence is the chaincode's to check.
 * @param payload shape-checked.
 * @returns undefined when the window is sound, else the first fault, in which no value appears.
 */
export function checkWindow(
  header: WindowHeader,
  payload: WindowPayload,
  context: WindowContext,
): WindowFault | undefined {
  return (
    envelopeFault(header, payload, context) ??
    orderFault(payload.intervals) ??
    firstFault(payload.intervals, (interval) => intervalFault(interval, header, context.device.resource)) ??
    firstFault(payload.intervals, (interval) => coverageFault(interval, context.history)) ??
    registerFault(payload.intervals, context)
  );
}

function envelopeFault(
  header: WindowHeader,
  payload: WindowPayload,
  { device, history }: WindowContext,
): WindowFault | undefined {
  if (header.deviceId !== device.deviceId || header.homeId !== device.homeId) {
    return { code: 'WINDOW_DEVICE_MISMATCH', text: 'the window is of another device or home' };
  }
  if (!verifyReadings(device.deviceId, payload, device.publicKey)) {
    return { code: 'READINGS_SIGNATURE_WRONG', text: 'the readings are not signed by their meter' };
  }
  if (!continuesChain(payload.previousHash, history.chains[device.deviceId])) {
    return { code: 'CHAIN_BROKEN', text: 'the readings do not carry the hash of those before them' };
  }
  return undefined;
}

/** A gateway that lost everything begins its chain anew; what cannot be read says nothing about its successor. */
function continuesChain(given: string, last: string | null | undefined): boolean {
  return given === NO_HASH || last === null || given === (last ?? NO_HASH);
}

// Overlaps are looked for in order of time, so that a repeat that also breaks the order is called a repeat.
function orderFault(intervals: readonly Interval[]): WindowFault | undefined {
  const ascending = [...intervals].sort((a, b) => a.start - b.start);
  const repeats = new Set(
    ascending.filter((interval, index) => interval.start < (ascending[index - 1]?.end ?? 0)),
  );
  return (
    firstFault(intervals, (interval) => (repeats.has(interval) ? 'INTERVAL_TWICE' : undefined)) ??
    firstFault(intervals, (interval, index) =>
      interval.start < (intervals[index - 1]?.end ?? 0) ? 'INTERVAL_ORDER' : undefined,
    )
  );
}

function coverageFault(interval: Interval, history: ReadingHistory): WindowFaultCode | undefined {
  if (!isCounted(interval)) return undefined;
  const span = firstSpanAfter(history.covered, interval.start);
  return span !== undefined && span[0] < interval.end ? 'INTERVAL_TWICE' : undefined;
}

/** The first covered span that ends after a time, by halving: a home may send as many separate spans as it likes. */
function firstSpanAfter(covered: ReadingHistory['covered'], time: number): [number, number] | undefined {
  let low = 0;
  let high = covered.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((covered[middle]?.[1] ?? 0) > time) high = middle;
    else low = middle + 1;
  }
  return covered[low];
}

function registerFault(
  intervals: readonly Interval[],
  { device, history }: WindowContext,
): WindowFault | undefined {
  let stand = history.registers[device.deviceId];
  return firstFault(intervals, (interval) => {
    const fault = standFault(standBefore(stand, interval), interval, device.maxPerHour);
    stand = nextStand(stand, interval);
    return fault;
  });
}

function standFault(
  stand: RegisterStand,
  interval: Interval,
  maxPerHour: number,
): WindowFaultCode | undefined {
  if (!isCounted(interval)) return undefined;
  if (!continues(stand, interval.from)) return 'REGISTER_INCONSISTENT';
  const most = maxAmountIn(maxPerHour, Math.max(0, interval.end - stand.since));
  return interval.amount > most ? 'RATE_IMPLAUSIBLE' : undefined;
}

function continues(stand: RegisterStand, from: number): boolean {
  if (stand.value === undefined || stand.broken) return true;
  return stand.hole ? from >= stand.value : from === stand.value;
}

const TEXTS: Readonly<Partial<Record<WindowFaultCode, string>>> = {
  INTERVAL_OUTSIDE: 'lies outside of the window, is empty or is longer than a day',
  INTERVAL_ORDER: 'comes before its predecessor',
  INTERVAL_TWICE: 'covers time that has been counted already',
  QUALITY_INCONSISTENT: 'carries what its quality does not allow or lacks what it asks for',
  USE_NEGATIVE: 'has a negative consumption',
  REGISTER_INCONSISTENT: 'has registers that do not fit together',
  RATE_IMPLAUSIBLE: 'has more consumption than the connection can deliver',
  POWER_INCONSISTENT: 'has a power that does not fit its consumption',
};

function firstFault(
  intervals: readonly Interval[],
  faultOf: (interval: Interval, index: number) => WindowFaultCode | undefined,
): WindowFault | undefined {
  for (const [index, interval] of intervals.entries()) {
    const code = faultOf(interval, index);
    if (code !== undefined)
      return { code, text: `interval ${String(index + 1)} ${TEXTS[code] ?? 'is not sound'}` };
  }
  return undefined;
}
