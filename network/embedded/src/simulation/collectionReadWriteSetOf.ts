import { ledger } from '@hyperledger/fabric-protos';
import { decodeMessage } from './decodeMessage.js';
import { metadataOf } from './metadataOf.js';
import type { CollectionReadWriteSet, HashedWrite } from './ReadWriteSet.js';
import { sha256 } from '../ledger/sha256.js';
import { versionOf } from './versionOf.js';

const { HashedRWSet } = ledger.rwset.kvrwset;
const HASH_OF_NOTHING = sha256('');

/**
 * Reads what a transaction did in a collection.
 *
 * @throws ReadWriteSetError
 */
export function collectionReadWriteSetOf(
  message: ledger.rwset.CollectionHashedReadWriteSet,
): CollectionReadWriteSet {
  const decode = (bytes: Uint8Array): ledger.rwset.kvrwset.HashedRWSet =>
    HashedRWSet.deserializeBinary(bytes);
  const set = decodeMessage('HashedRWSet', decode, message.getHashedRwset_asU8());
  const privateHash = message.getPvtRwsetHash_asU8();
  return {
    collection: message.getCollectionName(),
    reads: set
      .getHashedReadsList()
      .map((read) => ({ keyHash: read.getKeyHash_asU8(), version: versionOf(read.getVersion()) })),
    writes: set.getHashedWritesList().map(writeOf),
    metadataWrites: set
      .getMetadataWritesList()
      .map((write) => ({ keyHash: write.getKeyHash_asU8(), metadata: metadataOf(write.getEntriesList()) })),
    privateHash: privateHash.length === 0 ? undefined : privateHash,
  };
}

function writeOf(write: ledger.rwset.kvrwset.KVWriteHash): HashedWrite {
  const valueHash = write.getValueHash_asU8();
  const deleted = write.getIsDelete() || valueHash.length === 0 || HASH_OF_NOTHING.equals(valueHash);
  return {
    keyHash: write.getKeyHash_asU8(),
    valueHash: deleted ? undefined : valueHash,
    purge: write.getIsPurge(),
  };
}
