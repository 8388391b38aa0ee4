import { publicRecords, type HoldRecord } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';
import { TokenError } from './TokenError.js';

/**
 * A hold that is neither captured nor released.
 *
 * @throws TokenError HOLD_SETTLED. @throws LedgerError HOLD_UNKNOWN.
 */
export async function readOpenHold(holdId: string, state: LedgerReader): Promise<HoldRecord> {
  const record = await state.getRequired(publicRecords.hold, [holdId]);
  const outcome = await state.get(publicRecords.holdOutcome, [holdId]);
  if (outcome === undefined) return record;
  throw new TokenError('HOLD_SETTLED', `the hold has been ${outcome.outcome}`);
}
