import {
  COMMUNITY_OWNER,
  publicRecords,
  sequenceAttribute,
  sha256Hex,
  type KeyOwner,
  type OperationKeyRecord,
} from '@acequia/protocol';
import {
  withoutRequestId,
  type LedgerReader,
  type RequestOf,
  type WriteTransaction,
} from '../ledger/index.js';
import { decodePublicKey } from './decodePublicKey.js';
import { keyOwnerOf } from './keyOwnerOf.js';
import { KeysError } from './KeysError.js';

/**
 * Publishes the caller's next operation key (paper 000 Eq. 2), to which others seal. No key serves twice, whoever had it.
 *
 * @throws CodedError SEALING_KEY_INVALID. @throws KeysError KEY_PERIOD_UNEXPECTED, KEY_VERSION_GAP, KEY_REUSED.
 */
export async function publishOperationKey(
  { state, caller, now, emit }: WriteTransaction,
  request: RequestOf<'keys', 'publishOperationKey'>,
): Promise<void> {
  const owner = keyOwnerOf(caller);
  const { version, publicKey, periodId } = request;
  if (periodId !== undefined && owner !== COMMUNITY_OWNER) {
    throw new KeysError('KEY_PERIOD_UNEXPECTED', "the community's keys alone are for a billing period");
  }
  const keyHash = sha256Hex(decodePublicKey(publicKey));
  await checkVersion(owner, version, state);
  if ((await state.get(publicRecords.operationKeyUse, [keyHash])) !== undefined) {
    throw new KeysError('KEY_REUSED', 'the public key was published before');
  }
  const record: OperationKeyRecord = { owner, ...withoutRequestId(request), publishedAt: now };
  await state.put(publicRecords.operationKey, [owner, sequenceAttribute(version)], record);
  await state.put(publicRecords.operationKeyUse, [keyHash], { owner, version });
  await state.put(publicRecords.latestOperationKey, [owner], { owner, version });
  emit('OperationKeyPublished', { owner, version });
}

async function checkVersion(owner: KeyOwner, version: number, state: LedgerReader): Promise<void> {
  const latest = (await state.get(publicRecords.latestOperationKey, [owner]))?.version ?? 0;
  if (version === latest + 1) return;
  throw new KeysError('KEY_VERSION_GAP', `the next operation key of ${owner} is version ${latest + 1}`);
}
