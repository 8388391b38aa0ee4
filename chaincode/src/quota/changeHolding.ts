import { publicRecords, type QuotaResource } from '@acequia/protocol';
import type { LedgerState } from '../ledger/index.js';
import { QuotaError } from './QuotaError.js';

/** Whose lots of what. */
interface Held {
  readonly periodId: string;
  readonly resource: QuotaResource;
  readonly accountId: string;
}

/**
 * Gives lots to a holder, or takes some where `change` is below zero. What one gets another must lose in the same transaction:
 * their sum stays (Eq. 9).
 *
 * @throws QuotaError LOTS_INSUFFICIENT. @throws LedgerError HOLDING_UNKNOWN when lots are taken of a holder that never had any.
 */
export async function changeHolding(
  state: LedgerState,
  { periodId, resource, accountId }: Held,
  change: number,
): Promise<void> {
  const key = [periodId, resource, accountId];
  const held =
    change < 0
      ? await state.getRequired(publicRecords.holding, key)
      : await state.get(publicRecords.holding, key);
  const lots = (held?.lots ?? 0) + change;
  if (lots < 0) {
    throw new QuotaError('LOTS_INSUFFICIENT', `the account holds fewer than ${-change} lots of ${resource}`);
  }
  await state.put(publicRecords.holding, key, { accountId, resource, lots });
}
