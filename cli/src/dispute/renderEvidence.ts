import type { Interval, MeteredResource } from '@acequia/protocol';
import { formatMoment } from '../format/formatMoment.js';
import { formatQuantity } from '../format/formatQuantity.js';
import { formatTable } from '../format/formatTable.js';
import type { DisputeEvidence, DisclosedWindow } from './DisclosedWindow.js';

/** What the auditor has to judge from: the reason, and every reading that was disclosed. */
export function renderEvidence(
  { reason, windows, unopened }: DisputeEvidence,
  resourceOf: (deviceId: string) => MeteredResource,
  zone: string,
): string[] {
  return [
    `The reason: ${reason ?? 'it does not open with your key'}`,
    '',
    ...(windows.length === 0
      ? ['No readings have been disclosed yet: the home or the community discloses them.']
      : readingLines(windows, resourceOf, zone)),
    ...unopened.map(
      ({ deviceId, sequence, disclosedBy, code }) =>
        `${deviceId}/${String(sequence)} does not open with the key that the ${disclosedBy} gave: ${code}`,
    ),
  ];
}

function readingLines(
  windows: readonly DisclosedWindow[],
  resourceOf: (deviceId: string) => MeteredResource,
  zone: string,
): string[] {
  return formatTable(
    [
      { heading: 'readings', align: 'left' },
      { heading: 'from', align: 'left' },
      { heading: 'until', align: 'left' },
      { heading: 'meter stood at', align: 'right' },
      { heading: 'and then at', align: 'right' },
      { heading: 'used', align: 'right' },
      { heading: 'quality', align: 'left' },
    ],
    windows.flatMap(({ deviceId, sequence, intervals }) =>
      intervals.map((interval) => [
        `${deviceId}/${String(sequence)}`,
        formatMoment(interval.start, zone),
        formatMoment(interval.end, zone),
        ...quantities(interval, resourceOf(deviceId)),
        interval.quality,
      ]),
    ),
  );
}

function quantities({ from, to, amount }: Interval, resource: MeteredResource): string[] {
  return [from, to, amount].map((value) =>
    value === undefined ? '-' : formatQuantity(resource, BigInt(value)),
  );
}
