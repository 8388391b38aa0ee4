import { publicRecords, sequenceAttribute, type OperationKeyRecord } from '@acequia/protocol';
import { LedgerError, type QueryTransaction, type RequestOf } from '../ledger/index.js';

/**
 * An operation key of whoever it is; without a version the newest.
 *
 * @throws LedgerError OPERATION_KEY_UNKNOWN.
 */
export async function getOperationKey(
  { state }: QueryTransaction,
  { owner, version }: RequestOf<'keys', 'getOperationKey'>,
): Promise<OperationKeyRecord> {
  const wanted = version ?? (await state.get(publicRecords.latestOperationKey, [owner]))?.version;
  if (wanted === undefined) {
    throw new LedgerError('OPERATION_KEY_UNKNOWN', `${owner} has published no operation key`);
  }
  return state.getRequired(publicRecords.operationKey, [owner, sequenceAttribute(wanted)]);
}
