import type { ReadingsAnswer } from '@acequia/edge-agent';
import type { MeteredResource } from '@acequia/protocol';
import { formatMoment } from '../format/formatMoment.js';
import { formatQuantity } from '../format/formatQuantity.js';
import { formatTable } from '../format/formatTable.js';

/** What a delegatee reads of the home that it watches over: use, window by window. */
export function renderReadings(
  { homeId, windows, unopened }: ReadingsAnswer,
  resourceOf: (deviceId: string) => MeteredResource,
  zone: string,
): string[] {
  return [
    `Readings of ${homeId}:`,
    ...(windows.length === 0
      ? ['There are none yet: they come when a window of six hours has ended.']
      : formatTable(
          [
            { heading: 'meter', align: 'left' },
            { heading: 'from', align: 'left' },
            { heading: 'until', align: 'left' },
            { heading: 'used', align: 'right' },
            { heading: 'readings', align: 'right' },
            { heading: 'not usable', align: 'right' },
          ],
          windows.map(({ deviceId, start, end, intervals }) => [
            deviceId,
            formatMoment(start, zone),
            formatMoment(end, zone),
            formatQuantity(resourceOf(deviceId), sumOf(intervals)),
            String(intervals.length),
            String(intervals.filter(({ amount }) => amount === undefined).length),
          ]),
        )),
    ...(unopened.length === 0
      ? []
      : [
          `${String(unopened.length)} more did not open: what was measured while nothing was delegated does not.`,
        ]),
  ];
}

function sumOf(intervals: ReadingsAnswer['windows'][number]['intervals']): bigint {
  return intervals.reduce((sum, { amount }) => sum + BigInt(amount ?? 0), 0n);
}
