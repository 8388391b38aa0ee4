import { partyRecordSchema, type PartyRecord } from '@acequia/protocol';
import type { ChannelSigner } from '@acequia/protocol/channel';
import type { ReadModel } from '../readModel/ReadModel.js';

/** The registered party that a key belongs to. */
export function findParty(
  { database }: ReadModel,
  { mspId, keyHash }: ChannelSigner,
): PartyRecord | undefined {
  return database.get(
    partyRecordSchema,
    'SELECT mspId, keyHash, role, homeId, status FROM parties WHERE mspId = ? AND keyHash = ?',
    mspId,
    keyHash,
  );
}
