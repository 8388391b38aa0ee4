import { publicRecords, sequenceAttribute } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { keyOwnerOf } from './keyOwnerOf.js';
import { KeysError } from './KeysError.js';

/**
 * Records that the caller has destroyed the private half of one of its keys: that is how what was sealed to it is erased
 * (DESIGN §7). The newest one is in use, and stays.
 *
 * @throws KeysError KEY_STILL_CURRENT, KEY_DESTROYED. @throws LedgerError OPERATION_KEY_UNKNOWN.
 */
export async function destroyOperationKey(
  { state, caller, now }: WriteTransaction,
  { version }: RequestOf<'keys', 'destroyOperationKey'>,
): Promise<void> {
  const owner = keyOwnerOf(caller);
  const key = [owner, sequenceAttribute(version)];
  const record = await state.getRequired(publicRecords.operationKey, key);
  const latest = await state.getRequired(publicRecords.latestOperationKey, [owner]);
  if (latest.version === version) {
    throw new KeysError('KEY_STILL_CURRENT', `no newer key has replaced version ${version} of ${owner}`);
  }
  if (record.destroyedAt !== undefined) {
    throw new KeysError('KEY_DESTROYED', `version ${version} of ${owner} was destroyed before`);
  }
  await state.put(publicRecords.operationKey, key, { ...record, destroyedAt: now });
}
