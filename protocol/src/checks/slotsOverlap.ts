import type { QuotaResource } from '../schemas/primitives.js';
import { slotOf } from './slotOf.js';

/** Whether two of these are power in the same hour: nobody could tell which entitlement a demand is held against. */
export function slotsOverlap(resources: readonly QuotaResource[]): boolean {
  const slots = resources.flatMap((resource) => slotOf(resource) ?? []).sort((a, b) => a.from - b.from);
  return slots.some(({ from }, place) => from < (slots[place - 1]?.to ?? 0));
}
