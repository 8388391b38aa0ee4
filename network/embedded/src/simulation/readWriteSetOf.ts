import { ledger } from '@hyperledger/fabric-protos';
import { collectionReadWriteSetOf } from './collectionReadWriteSetOf.js';
import { decodeMessage } from './decodeMessage.js';
import { keyReadWriteSetOf } from './keyReadWriteSetOf.js';
import type { ReadWriteSet } from './ReadWriteSet.js';

const { TxReadWriteSet } = ledger.rwset;

/**
 * Reads a transaction's public read-write set: `rwset.TxReadWriteSet` bytes, a chaincode action's results.
 *
 * @throws ReadWriteSetError when any part of it is malformed
 */
export function readWriteSetOf(bytes: Uint8Array): ReadWriteSet {
  const set = decodeMessage('TxReadWriteSet', (source) => TxReadWriteSet.deserializeBinary(source), bytes);
  return {
    namespaces: set.getNsRwsetList().map((namespaceSet) => ({
      namespace: namespaceSet.getNamespace(),
      ...keyReadWriteSetOf(namespaceSet.getRwset_asU8()),
      collections: namespaceSet.getCollectionHashedRwsetList().map(collectionReadWriteSetOf),
    })),
  };
}
