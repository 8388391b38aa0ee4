import type { CommunityLedger } from '@acequia/protocol/fabric';
import { decisionRequestId } from './decisionRequestId.js';

/** Money of the community's own that came in at the bank for the reserve. */
export interface ReserveFunding {
  /** The community's token account, which it passes through. */
  readonly treasury: string;
  /** In the currency's minor units. */
  readonly amount: string;
  /** The bank's number of the booking. */
  readonly reference: string;
}

/**
 * Puts money into the reserve: books it, and moves it on. The requests are named by the booking, so that it goes on where it was
 * interrupted when it is called again.
 *
 * @throws LedgerError BOOKING_EXISTS when the booking was another one's, OWNER_DENIED.
 */
export async function fundReserve(
  { token }: CommunityLedger,
  { treasury, amount, reference }: ReserveFunding,
): Promise<void> {
  const requestId = (step: string): string => decisionRequestId(step, reference, amount);
  const accountId = treasury;
  const booked = await token.depositCurrency({ requestId: requestId('book'), accountId, amount, reference });
  const fold = [`${booked.transactionId}-deposit`];
  await token.fundReserve({ requestId: requestId('fund'), accountId, amount, fold });
}
