import type { LoadReport } from './runClosedLoop.js';
import type { Taken } from './NetworkMeasure.js';

/** A load's throughput as the value, its latencies as notes. @param name of the load on this network. */
export function loadTaken(name: string, { perSecond, medianMs, p95Ms }: LoadReport): Taken {
  return {
    value: perSecond,
    notes: [
      { name: `${name}, latency median`, value: medianMs, unit: 'ms' },
      { name: `${name}, latency 95 %`, value: p95Ms, unit: 'ms' },
    ],
  };
}
