import type { PeriodRecord, QuotaResource } from '@acequia/protocol';
import { formatQuota } from '../format/formatQuota.js';

/** Lots with what they are: `3 lots (300 litres)`. */
export function quantityOfLots(
  resource: QuotaResource,
  lots: number,
  period: Pick<PeriodRecord, 'contracts'>,
): string {
  const count = `${String(lots)} ${lots === 1 ? 'lot' : 'lots'}`;
  const contract = period.contracts.find((each) => each.resource === resource);
  if (contract === undefined) return count;
  const amount = BigInt(contract.lotSize) * BigInt(lots);
  return `${count} (${formatQuota(resource, amount)})`;
}
