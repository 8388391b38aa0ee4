import { publicRecords } from '@acequia/protocol';
import { withoutRequestId, type RequestOf, type WriteTransaction } from '../ledger/index.js';
import { BillingError } from './BillingError.js';

/**
 * Publishes a version of the tariff; it never changes.
 *
 * @throws BillingError PRICE_DUPLICATE. @throws LedgerError TARIFF_EXISTS.
 */
export async function setTariff(
  { state }: WriteTransaction,
  request: RequestOf<'billing', 'setTariff'>,
): Promise<void> {
  const tariff = withoutRequestId(request);
  const resources = new Set(tariff.prices.map(({ resource }) => resource));
  if (resources.size < tariff.prices.length) {
    throw new BillingError('PRICE_DUPLICATE', 'a resource has two prices');
  }
  await state.create(publicRecords.tariff, [tariff.tariffId], tariff);
}
