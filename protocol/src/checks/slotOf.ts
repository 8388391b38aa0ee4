import type { QuotaResource } from '../schemas/primitives.js';

/** Hours of each day of a period by the community's clocks: `from` up to but not including `to`, 0 to 24. */
export interface PowerSlot {
  readonly from: number;
  readonly to: number;
}

/** The hours in which a quota of power holds: all of them where it names no slot; undefined of what is no power. */
export function slotOf(resource: QuotaResource): PowerSlot | undefined {
  if (resource === 'power') return { from: 0, to: 24 };
  const [, from, to] = /^power\.(\d\d)-(\d\d)$/.exec(resource) ?? [];
  return from === undefined || to === undefined ? undefined : { from: Number(from), to: Number(to) };
}
