import { msp } from '@hyperledger/fabric-protos';
import { keyHashOfCertificate } from '../crypto/keyHash.js';
import type { Creator } from './LedgerBlock.js';

/** Reads a SerializedIdentity; undefined when there is none, as in the first block. */
export function decodeCreator(bytes: Uint8Array): Creator | undefined {
  if (bytes.length === 0) return undefined;
  const identity = msp.SerializedIdentity.deserializeBinary(bytes);
  const keyHash = keyHashOf(identity.getIdBytes_asU8());
  return { mspId: identity.getMspid(), ...(keyHash === undefined ? {} : { keyHash }) };
}

function keyHashOf(certificate: Uint8Array): string | undefined {
  try {
    return keyHashOfCertificate(certificate);
  } catch {
    // Not every MSP's identities are certificates; whoever needs the hash sees that there is none.
    return undefined;
  }
}
