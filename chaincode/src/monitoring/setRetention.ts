import { publicRecords } from '@acequia/protocol';
import { withoutRequestId, type RequestOf, type WriteTransaction } from '../ledger/index.js';

/**
 * Says how many windows of each of a home's meters stay readable in state behind the newest (paper 000 Eq. 3). It takes
 * effect with each meter's next window.
 *
 * @throws LedgerError HOME_UNKNOWN.
 */
export async function setRetention(
  { state }: WriteTransaction,
  request: RequestOf<'monitoring', 'setRetention'>,
): Promise<void> {
  const { homeId } = request;
  await state.getRequired(publicRecords.home, [homeId]);
  await state.put(publicRecords.retention, [homeId], withoutRequestId(request));
}
