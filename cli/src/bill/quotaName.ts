import { slotOf, type QuotaResource } from '@acequia/protocol';

/** What a quota is of, as a household reads it: `Energy`, `Power from 18 to 22 o'clock`. */
export function quotaName(resource: QuotaResource): string {
  if (resource === 'energy') return 'Energy';
  if (resource === 'water') return 'Water';
  const slot = slotOf(resource);
  if (resource === 'power' || slot === undefined) return 'Power';
  return `Power from ${String(slot.from)} to ${String(slot.to)} o'clock`;
}
