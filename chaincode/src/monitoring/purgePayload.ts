import {
  privateRecords,
  publicRecords,
  sequenceAttribute,
  type DecisionRecord,
  type WindowHeader,
} from '@acequia/protocol';
import type { LedgerReader, RequestOf, WriteTransaction } from '../ledger/index.js';
import { MonitoringError } from './MonitoringError.js';

/**
 * Erases a window's X from every store and takes its E out of state, once nothing is to be computed from them any more. The
 * public header stays; what blocks hold of E is erased with its keys. Event `PayloadPurged`, for the home's consent log.
 *
 * @throws MonitoringError PURGE_TOO_EARLY before the community's decision and, of an accepted window, before the home's
 * bill for its period is final: else a home could keep its bill from ever being computed.
 * @throws LedgerError WINDOW_UNKNOWN, PURGE_EXISTS.
 */
export async function purgePayload(
  { state, now, privateState, emit }: WriteTransaction,
  { deviceId, sequence }: RequestOf<'monitoring', 'purgePayload'>,
): Promise<void> {
  const key = [deviceId, sequenceAttribute(sequence)];
  const { header } = await state.getRequired(publicRecords.window, key);
  const decision = await state.get(publicRecords.decision, key);
  if (decision === undefined) {
    throw new MonitoringError('PURGE_TOO_EARLY', `window ${deviceId} ${sequence} is not decided yet`);
  }
  if (!(await isBilled(header, decision, state))) {
    throw new MonitoringError('PURGE_TOO_EARLY', `window ${deviceId} ${sequence} is not billed yet`);
  }
  await state.create(publicRecords.purge, key, { deviceId, sequence, purgedAt: now });
  await state.delete(publicRecords.essential, key);
  await privateState(header.homeId).purge(privateRecords.extended, key);
  emit('PayloadPurged', { homeId: header.homeId, deviceId, sequence, purgedAt: now });
}

/** Whether no bill waits for the window: it was rejected, starts in no period, or its home's bill is final. */
async function isBilled(
  { homeId }: WindowHeader,
  { verdict, periodId }: DecisionRecord,
  state: LedgerReader,
): Promise<boolean> {
  if (verdict === 'rejected' || periodId === undefined) return true;
  const known = await state.get(publicRecords.periodBill, [periodId, homeId]);
  if (known === undefined) return false;
  return (await state.getRequired(publicRecords.bill, [known.number])).status === 'final';
}
