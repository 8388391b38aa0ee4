import { publicRecords, sequenceAttribute, type ComplaintRecord } from '@acequia/protocol';
import type { LedgerQueries, QueryTransaction, RequestOf } from '../ledger/index.js';

/**
 * The complaints about a home's windows that no republication, reveal or decision has answered, in order of device and
 * sequence.
 *
 * @throws LedgerError HOME_UNKNOWN.
 */
export async function listComplaints(
  { state }: QueryTransaction,
  { homeId }: RequestOf<'monitoring', 'listComplaints'>,
): Promise<ComplaintRecord[]> {
  await state.getRequired(publicRecords.home, [homeId]);
  const standing: ComplaintRecord[] = [];
  for (const { value } of await state.list(publicRecords.complaint, [homeId])) {
    if (await stands(value, state)) standing.push(value);
  }
  return standing;
}

async function stands(
  { deviceId, sequence, revision }: ComplaintRecord,
  state: LedgerQueries,
): Promise<boolean> {
  const key = [deviceId, sequenceAttribute(sequence)];
  if ((await state.get(publicRecords.decision, key)) !== undefined) return false;
  if ((await state.getRequired(publicRecords.window, key)).revision !== revision) return false;
  return (await state.get(publicRecords.reveal, key))?.revision !== revision;
}
