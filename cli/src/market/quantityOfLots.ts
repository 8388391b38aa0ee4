import type { PeriodRecord, Resource } from '@acequia/protocol';
import { formatQuantity } from '../format/formatQuantity.js';
import { groupThousands } from '../format/groupThousands.js';

/** Lots with what they are: `3 lots (300 litres)`. */
export function quantityOfLots(
  resource: Resource,
  lots: number,
  period: Pick<PeriodRecord, 'contracts'>,
): string {
  const count = `${String(lots)} ${lots === 1 ? 'lot' : 'lots'}`;
  const contract = period.contracts.find((each) => each.resource === resource);
  if (contract === undefined) return count;
  const amount = BigInt(contract.lotSize) * BigInt(lots);
  const text = resource === 'power' ? `${groupThousands(amount)} W` : formatQuantity(resource, amount);
  return `${count} (${text})`;
}
