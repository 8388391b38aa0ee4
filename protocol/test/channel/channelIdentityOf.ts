import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { ChannelIdentity } from '../../src/channel/ChannelIdentity.js';
import { publicKeyBase64 } from '../../src/crypto/keyHash.js';
import type { KeyOwner } from '../../src/schemas/keys.js';

/** A party of the auxiliary channel with a fresh key. */
export function channelIdentityOf(owner: KeyOwner, mspId: string): ChannelIdentity & { key: KeyObject } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    owner,
    mspId,
    key: privateKey,
    publicKey: publicKeyBase64(privateKey),
    sign: (message) => sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}
