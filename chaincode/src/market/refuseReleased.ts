import { publicRecords } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';
import { MarketError } from './MarketError.js';

/**
 * Refuses what comes after a sale was paid out. Times alone do not tell: clients' clocks may be a minute off either way.
 *
 * @throws MarketError DELIVERY_RELEASED.
 */
export async function refuseReleased(auctionId: string, tag: string, state: LedgerReader): Promise<void> {
  if ((await state.get(publicRecords.deliveryRelease, [auctionId, tag])) === undefined) return;
  throw new MarketError('DELIVERY_RELEASED', 'the delivery has been paid out');
}
