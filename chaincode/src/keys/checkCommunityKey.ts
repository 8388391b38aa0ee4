import { COMMUNITY_OWNER, publicRecords } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';
import { KeysError } from './KeysError.js';

/**
 * Whether something is sealed to the community's newest operation key: the ones before are destroyed one day, and what is
 * sealed to them anew would be lost with them.
 *
 * @throws KeysError COMMUNITY_KEY_OLD; COMMUNITY_KEY_UNKNOWN for a version that is not published yet.
 */
export async function checkCommunityKey(version: number, state: LedgerReader): Promise<void> {
  const newest = (await state.get(publicRecords.latestOperationKey, [COMMUNITY_OWNER]))?.version ?? 0;
  if (version > newest) {
    throw new KeysError('COMMUNITY_KEY_UNKNOWN', `the community has published no key of version ${version}`);
  }
  if (version < newest) {
    throw new KeysError('COMMUNITY_KEY_OLD', `the community's newest key is version ${newest}`);
  }
}
