import { publicRecords } from '@acequia/protocol';
import type { QueryTransaction, RequestOf, ResponseOf } from '../ledger/index.js';
import { requireView } from './requireView.js';

/**
 * A hold and what became of it, for its payer, its payee, operators and auditors.
 *
 * @throws TokenError ACCOUNT_DENIED. @throws LedgerError HOLD_UNKNOWN.
 */
export async function getHold(
  { caller, state }: QueryTransaction,
  { holdId }: RequestOf<'token', 'getHold'>,
): Promise<ResponseOf<'token', 'getHold'>> {
  const record = await state.getRequired(publicRecords.hold, [holdId]);
  await requireView([record.from, record.to], caller, state);
  const outcome = await state.get(publicRecords.holdOutcome, [holdId]);
  return { ...record, ...(outcome !== undefined && { outcome }) };
}
