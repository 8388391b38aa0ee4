import type { Identity, Signer } from '@hyperledger/fabric-gateway';
import { signLowS } from '../crypto/signLowS.js';
import { readIdentityFiles } from '../files/readIdentityFiles.js';
import type { FabricConnection } from '../schemas/fabricConnection.js';

/**
 * Reads a party's certificate and key. The signer takes whole messages, not digests (`hash.none`): node:crypto hashes and signs in
 * a tenth of the time that the Gateway client's own signer, which is JavaScript, takes for signing alone.
 *
 * @throws CodedError IDENTITY_UNREADABLE, IDENTITY_MISMATCH as {@link readIdentityFiles}.
 */
export async function loadIdentity(
  connection: Pick<FabricConnection, 'mspId' | 'certFile' | 'keyFile'>,
): Promise<{ identity: Identity; sign: Signer }> {
  const { credentials, key } = await readIdentityFiles(connection);
  return {
    identity: { mspId: connection.mspId, credentials },
    sign: (message) => Promise.resolve(signLowS(message, key)),
  };
}
