import type { ConsentEntry, ConsentLog } from '@acequia/edge-agent';
import { shortId } from '../delegation/shortId.js';
import { formatMoment } from '../format/formatMoment.js';
import { formatTable } from '../format/formatTable.js';

const WORDS = {
  scope: {
    essential: 'use and power',
    extended: 'temperature, use by kind and the like',
    notes: 'receipts of alarms',
    alarms: 'alarms',
    record: 'one window of readings',
  } satisfies Record<ConsentEntry['scope'], string>,
  why: {
    membership: 'runs the community',
    delegation: 'you delegated',
    dispute: 'a dispute',
  } satisfies Record<ConsentEntry['why'], string>,
} as const;

/** Who could read what of a home's, from when to when, and why. */
export function renderConsent({ homeId, entries, purged }: ConsentLog, zone: string): string[] {
  if (entries.length === 0) return [`Nobody could read anything of ${homeId} yet.`];
  return [
    `Who could read what of ${homeId} (whether or not they did):`,
    ...formatTable(
      [
        { heading: 'who', align: 'left' },
        { heading: 'what', align: 'left' },
        { heading: 'from', align: 'left' },
        { heading: 'until', align: 'left' },
        { heading: 'why', align: 'left' },
      ],
      entries.map((entry) => [
        readerOf(entry.reader),
        entry.record === undefined
          ? WORDS.scope[entry.scope]
          : `readings ${entry.record.deviceId}/${String(entry.record.sequence)}`,
        formatMoment(entry.from, zone),
        entry.to === undefined ? 'goes on' : formatMoment(entry.to, zone),
        [WORDS.why[entry.why], shortReference(entry)].filter((word) => word !== undefined).join(' '),
      ]),
    ),
    ...(purged.length === 0
      ? []
      : [
          `${String(purged.length)} windows were erased since: nobody can open them any more who had not before.`,
        ]),
  ];
}

/** As much as commands take: the start of a delegation's id, the whole of a dispute's. */
function shortReference({ why, reference }: ConsentEntry): string | undefined {
  return why === 'delegation' && reference !== undefined ? shortId(reference) : reference;
}

function readerOf(reader: string): string {
  if (reader === 'community') return 'the community';
  return reader.startsWith('party-')
    ? `auditor ${reader.slice('party-'.length, 'party-'.length + 8)}`
    : reader;
}
