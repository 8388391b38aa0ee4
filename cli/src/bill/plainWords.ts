import type { BillLine } from '@acequia/protocol';

/** How reliable a line's readings are, and how far its meter is trusted, as a household understands it. */
export const plainWords = {
  quality: {
    measured: 'measured',
    replaced: 'measured, partly caught up after a gap',
    estimated: 'partly estimated',
    suspect: 'partly doubtful: the doubtful part is not charged',
    missing: 'no readings to charge',
  } satisfies Record<NonNullable<BillLine['quality']>, string>,
  trust: {
    relayed: "passed on by the home's gateway",
    signing: 'signed by the meter',
    node: 'sent by the meter itself',
  } satisfies Record<NonNullable<BillLine['trust']>, string>,
} as const;
