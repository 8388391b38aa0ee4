import { sign } from 'node:crypto';
import { publicKeyBase64 } from '../crypto/keyHash.js';
import { readIdentityFiles } from '../files/readIdentityFiles.js';
import type { FabricConnection } from '../schemas/fabricConnection.js';
import type { KeyOwner } from '../schemas/keys.js';
import type { ChannelIdentity } from './ChannelIdentity.js';

/**
 * A party as the auxiliary channel knows it: with the key that signs its transactions.
 *
 * @param owner a home's id, `community`, or `party-<key hash>`.
 * @throws CodedError IDENTITY_UNREADABLE, IDENTITY_MISMATCH.
 */
export async function loadChannelIdentity(
  connection: Pick<FabricConnection, 'mspId' | 'certFile' | 'keyFile'>,
  owner: KeyOwner,
): Promise<ChannelIdentity> {
  const { key } = await readIdentityFiles(connection);
  return {
    owner,
    mspId: connection.mspId,
    publicKey: publicKeyBase64(key),
    sign: (message) => sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }),
  };
}
