import { publicRecords } from '@acequia/protocol';
import type { Caller } from './Caller.js';
import { LedgerError } from './LedgerError.js';
import type { LedgerState } from './LedgerState.js';

/**
 * Uses up a party's request id, so that one request has one effect (DESIGN §5.11).
 *
 * @param transaction the function, as in `registry:enrolHome`.
 * @throws LedgerError REQUEST_DONE when the id was used before; the text carries the first transaction's id.
 */
export async function claimRequest(
  state: LedgerState,
  caller: Caller,
  requestId: string,
  transaction: string,
  transactionId: string,
): Promise<void> {
  const key = [caller.mspId, caller.keyHash, requestId];
  const done = await state.get(publicRecords.request, key);
  if (done !== undefined) {
    throw new LedgerError('REQUEST_DONE', `the request took effect in transaction ${done.transactionId}`);
  }
  await state.put(publicRecords.request, key, { transaction, transactionId });
}
