import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { checkLots } from './checkLots.js';
import { QuotaError } from './QuotaError.js';

/**
 * Opens a period with its contracts and holdings. Periods are opened in order of time, so that one key, the newest period,
 * says whether a new one overlaps any.
 *
 * @throws QuotaError PERIOD_OVERLAP, and what {@link checkLots} throws. @throws LedgerError PERIOD_EXISTS.
 */
export async function openPeriod(
  { state }: WriteTransaction,
  { periodId, start, end, contracts, holdings }: RequestOf<'quota', 'openPeriod'>,
): Promise<void> {
  checkLots(contracts, holdings);
  await state.create(publicRecords.period, [periodId], { periodId, start, end, contracts });
  const latest = await state.get(publicRecords.latestPeriod, []);
  if (latest !== undefined && start < latest.end) {
    throw new QuotaError('PERIOD_OVERLAP', `it starts before the period ${latest.periodId} ends`);
  }
  await state.put(publicRecords.latestPeriod, [], { periodId, end });
  for (const holding of holdings) {
    await state.create(publicRecords.holding, [periodId, holding.resource, holding.accountId], holding);
  }
}
