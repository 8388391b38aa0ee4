import type { Identity, Signer } from '@hyperledger/fabric-gateway';
import type { KeyObject } from 'node:crypto';
import { signLowS } from '../crypto/signLowS.js';
import { readIdentityFiles } from '../files/readIdentityFiles.js';
import type { FabricConnection } from '../schemas/fabricConnection.js';

/** Who a client is, and what signs for it. */
export interface ClientIdentity {
  readonly identity: Identity;
  readonly sign: Signer;
}

/**
 * Reads a party's certificate and key. The signer takes whole messages, not digests (`hash.none`): node:crypto hashes and signs in
 * a tenth of the time that the Gateway client's own signer, which is JavaScript, takes for signing alone.
 *
 * @throws CodedError IDENTITY_UNREADABLE, IDENTITY_MISMATCH as {@link readIdentityFiles}.
 */
export async function loadIdentity(
  connection: Pick<FabricConnection, 'mspId' | 'certFile' | 'keyFile'>,
): Promise<ClientIdentity> {
  const { credentials, key } = await readIdentityFiles(connection);
  return clientIdentity(connection.mspId, credentials, key);
}

/** A party by its certificate (PEM) and its P-256 key. */
export function clientIdentity(mspId: string, credentials: Uint8Array, key: KeyObject): ClientIdentity {
  return {
    identity: { mspId, credentials },
    sign: (message) => Promise.resolve(signLowS(message, key)),
  };
}
