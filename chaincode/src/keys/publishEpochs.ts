import { publicRecords, sequenceAttribute, type Epoch, type EpochRecord } from '@acequia/protocol';
import type { LedgerReader, RequestOf, WriteTransaction } from '../ledger/index.js';
import { checkCommunityKey } from './checkCommunityKey.js';
import { checkNotes } from './checkNotes.js';
import { checkSuccession } from './checkSuccession.js';
import { KeysError } from './KeysError.js';
import { refuseKnownEpoch } from './refuseKnownEpoch.js';

/** How far a home's clock may run ahead of the ledger's, in wall-clock seconds. */
const TOLERANCE = 60;

/**
 * Publishes consecutive epochs of a home (DESIGN §7). One that starts before its predecessor ends revokes it: from the
 * outside a rotation and a revocation look the same.
 *
 * @throws KeysError EPOCH_EXISTS, EPOCH_GAP, EPOCH_OVERLAP, EPOCH_IN_FUTURE, EPOCH_NOTES_INVALID,
 * COMMUNITY_KEY_OLD, COMMUNITY_KEY_UNKNOWN.
 */
export async function publishEpochs(
  tx: WriteTransaction,
  { homeId, epochs }: RequestOf<'keys', 'publishEpochs'>,
): Promise<void> {
  const { state, now, emit } = tx;
  let predecessor = await readLatest(homeId, state);
  const latest = predecessor?.epoch ?? 0;
  await refuseKnownEpoch(homeId, epochs[0], latest, state);
  await checkKeyVersions(epochs, state);
  for (const epoch of epochs) {
    const revokes = checkSuccession(epoch, predecessor);
    checkStart(epoch, tx);
    checkNotes(homeId, epoch);
    if (revokes && predecessor !== undefined) {
      const revocation = { homeId, epoch: predecessor.epoch, revokedAt: now };
      await state.put(publicRecords.epochRevocation, keyOf(homeId, predecessor.epoch), revocation);
    }
    await state.put(publicRecords.epoch, keyOf(homeId, epoch.epoch), { homeId, ...epoch, publishedAt: now });
    predecessor = epoch;
  }
  const last = latest + epochs.length;
  await state.put(publicRecords.latestEpoch, [homeId], { homeId, epoch: last });
  emit('EpochsPublished', { homeId, from: latest + 1, to: last });
}

async function readLatest(homeId: string, state: LedgerReader): Promise<Epoch | EpochRecord | undefined> {
  const latest = await state.get(publicRecords.latestEpoch, [homeId]);
  if (latest === undefined) return undefined;
  return state.getRequired(publicRecords.epoch, keyOf(homeId, latest.epoch));
}

async function checkKeyVersions(epochs: readonly Epoch[], state: LedgerReader): Promise<void> {
  for (const version of new Set(epochs.map(({ communityKeyVersion }) => communityKeyVersion))) {
    await checkCommunityKey(version, state);
  }
}

/** Nothing is to be sealed ahead of time: the ledger would take it, and the community's key could change meanwhile. */
function checkStart({ epoch, start }: Epoch, { now, speed }: WriteTransaction): void {
  if (start <= now + TOLERANCE * speed) return;
  throw new KeysError('EPOCH_IN_FUTURE', `epoch ${epoch} starts after the ledger's present time`);
}

function keyOf(homeId: string, epoch: number): readonly [string, string] {
  return [homeId, sequenceAttribute(epoch)];
}
