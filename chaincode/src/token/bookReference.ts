import { publicRecords, type BankBooking } from '@acequia/protocol';
import type { LedgerState } from '../ledger/index.js';
import { TokenError } from './TokenError.js';

/**
 * Writes a booking at the bank down, once.
 *
 * @throws TokenError REFERENCE_USED.
 */
export async function bookReference(
  state: LedgerState,
  reference: string,
  booking: BankBooking,
): Promise<void> {
  if ((await state.get(publicRecords.bankBooking, [reference])) !== undefined) {
    throw new TokenError('REFERENCE_USED', 'the bank reference has been booked already');
  }
  await state.put(publicRecords.bankBooking, [reference], booking);
}
