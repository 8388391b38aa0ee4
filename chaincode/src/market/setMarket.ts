import { publicRecords } from '@acequia/protocol';
import { withoutRequestId, type RequestOf, type WriteTransaction } from '../ledger/index.js';
import { refuseClosed } from '../quota/index.js';
import { MarketError } from './MarketError.js';

/**
 * Opens the market of a resource in a period, or changes its terms for the auctions to come: those that are open keep theirs.
 *
 * @throws MarketError CONTRACT_UNKNOWN. @throws QuotaError PERIOD_CLOSED. @throws LedgerError PERIOD_UNKNOWN, ACCOUNT_UNKNOWN.
 */
export async function setMarket(
  { state }: WriteTransaction,
  request: RequestOf<'market', 'setMarket'>,
): Promise<void> {
  const { periodId, resource, fund } = request;
  const { contracts } = await state.getRequired(publicRecords.period, [periodId]);
  await refuseClosed(periodId, state);
  if (!contracts.some((contract) => contract.resource === resource)) {
    throw new MarketError('CONTRACT_UNKNOWN', `there is no contract for ${resource}`);
  }
  await state.getRequired(publicRecords.account, [fund]);
  await state.put(publicRecords.market, [periodId, resource], withoutRequestId(request));
}
