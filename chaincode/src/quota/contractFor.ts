import type { Contract, PeriodRecord } from '@acequia/protocol';
import { QuotaError } from './QuotaError.js';

/** A period's contract of a resource. @throws QuotaError CONTRACT_UNKNOWN. */
export function contractFor(period: PeriodRecord, resource: string): Contract {
  const contract = period.contracts.find((each) => each.resource === resource);
  if (contract === undefined) {
    throw new QuotaError('CONTRACT_UNKNOWN', `there is no contract for ${resource}`);
  }
  return contract;
}
