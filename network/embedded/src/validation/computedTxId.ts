import { createHash } from 'node:crypto';
import type { common } from '@hyperledger/fabric-protos';

/** The id that nonce and creator make: SHA-256 of both, in hexadecimal (Fabric: protoutil.ComputeTxID). */
export function computedTxId(header: common.SignatureHeader): string {
  return createHash('sha256').update(header.getNonce_asU8()).update(header.getCreator_asU8()).digest('hex');
}
