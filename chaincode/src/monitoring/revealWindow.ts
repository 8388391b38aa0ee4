import { publicRecords, sequenceAttribute } from '@acequia/protocol';
import { checkCommunityKey } from '../keys/index.js';
import { withoutRequestId, type RequestOf, type WriteTransaction } from '../ledger/index.js';
import { checkReveal } from './checkReveal.js';
import { MonitoringError } from './MonitoringError.js';
import { readUndecided } from './readUndecided.js';

/**
 * Hands the community the key of one record, the home's other answer to a complaint. The key is checked against the
 * record's commitment and not kept: what is stored is sealed to the community.
 *
 * @throws MonitoringError DECISION_EXISTS, REVEAL_MISMATCH, REVEAL_EXISTS. @throws KeysError COMMUNITY_KEY_OLD,
 * COMMUNITY_KEY_UNKNOWN. @throws LedgerError WINDOW_UNKNOWN, PEER_REFUSED.
 */
export async function revealWindow(
  { state, now, privateState }: WriteTransaction,
  request: RequestOf<'monitoring', 'revealWindow'>,
  { dek }: { readonly dek: string },
): Promise<void> {
  const { deviceId, sequence, communityKeyVersion } = request;
  const window = await readUndecided(deviceId, sequence, state);
  const { revision, header } = window;
  await privateState(header.homeId).confine();
  checkReveal(window, dek);
  await checkCommunityKey(communityKeyVersion, state);
  const key = [deviceId, sequenceAttribute(sequence)];
  if ((await state.get(publicRecords.reveal, key))?.revision === revision) {
    throw new MonitoringError('REVEAL_EXISTS', `the key of window ${deviceId} ${sequence} has been revealed`);
  }
  const reveal = { ...withoutRequestId(request), revision, revealedAt: now };
  await state.put(publicRecords.reveal, key, reveal);
}
