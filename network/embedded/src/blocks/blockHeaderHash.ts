import { createHash } from 'node:crypto';
import type { common } from '@hyperledger/fabric-protos';
import { blockHeaderBytes } from './blockHeaderBytes.js';

/** SHA-256 of a block's header: what the next block has as its previous hash. */
export function blockHeaderHash(header: common.BlockHeader): Uint8Array {
  return createHash('sha256').update(blockHeaderBytes(header)).digest();
}
