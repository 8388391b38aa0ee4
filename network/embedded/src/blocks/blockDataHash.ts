import { createHash } from 'node:crypto';
import type { common } from '@hyperledger/fabric-protos';

/** SHA-256 over a block's envelopes, one after the other (Fabric: protoutil/blockutils.go). */
export function blockDataHash(data: common.BlockData): Uint8Array {
  const hash = createHash('sha256');
  for (const envelope of data.getDataList_asU8()) {
    hash.update(envelope);
  }
  return hash.digest();
}
