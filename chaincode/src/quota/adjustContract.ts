import { fromAmount, publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { contractFor } from './contractFor.js';
import { QuotaError } from './QuotaError.js';
import { refuseClosed } from './refuseClosed.js';

/**
 * Changes a contract and the holdings that change with it. It reads those holdings alone: what they gain or lose must be
 * what the contract does (Eq. 9).
 *
 * @throws QuotaError PERIOD_CLOSED, CONTRACT_UNKNOWN, HOLDING_DUPLICATE, QUOTA_SUM_DIFFERS.
 * @throws CodedError AMOUNT_OVERFLOW. @throws LedgerError PERIOD_UNKNOWN.
 */
export async function adjustContract(
  { state }: WriteTransaction,
  { periodId, resource, lots, holdings }: RequestOf<'quota', 'adjustContract'>,
): Promise<void> {
  const period = await state.getRequired(publicRecords.period, [periodId]);
  await refuseClosed(periodId, state);
  const contract = contractFor(period, resource);
  fromAmount(BigInt(contract.lotSize) * BigInt(lots));
  const accounts = new Set(holdings.map(({ accountId }) => accountId));
  if (accounts.size < holdings.length) {
    throw new QuotaError('HOLDING_DUPLICATE', `an account is named twice for ${resource}`);
  }
  let total = contract.lots;
  for (const holding of holdings) {
    const key = [periodId, resource, holding.accountId];
    total += holding.lots - ((await state.get(publicRecords.holding, key))?.lots ?? 0);
    await state.put(publicRecords.holding, key, { ...holding, resource });
  }
  if (total !== lots) {
    throw new QuotaError('QUOTA_SUM_DIFFERS', `the lots of ${resource} would be ${total}, not ${lots}`);
  }
  const contracts = period.contracts.map((each) => (each === contract ? { ...each, lots } : each));
  await state.put(publicRecords.period, [periodId], { ...period, contracts });
}
