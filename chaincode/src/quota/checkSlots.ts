import { slotOf, type Contract } from '@acequia/protocol';
import { QuotaError } from './QuotaError.js';

/**
 * Whether at most one contract of power holds at any hour: else nobody could tell which of two entitlements a demand is held against.
 *
 * @throws QuotaError SLOT_OVERLAP.
 */
export function checkSlots(contracts: readonly Pick<Contract, 'resource'>[]): void {
  const slots = contracts.flatMap(({ resource }) => slotOf(resource) ?? []).sort((a, b) => a.from - b.from);
  for (const [place, { from }] of slots.entries()) {
    if (from < (slots[place - 1]?.to ?? 0)) {
      throw new QuotaError('SLOT_OVERLAP', 'two contracts of power are for the same hour');
    }
  }
}
