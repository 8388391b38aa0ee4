import { ledger } from '@hyperledger/fabric-protos';
import { decodeMessage } from './decodeMessage.js';
import type { KeyRead } from './KeyRead.js';
import { metadataOf } from './metadataOf.js';
import type { RangeQuery } from './RangeQuery.js';
import type { KeyReadWriteSet, KeyWrite } from './ReadWriteSet.js';
import { ReadWriteSetError } from './ReadWriteSetError.js';
import { versionOf } from './versionOf.js';

const { KVRWSet } = ledger.rwset.kvrwset;

/**
 * Reads `kvrwset.KVRWSet` bytes: of a namespace, or of a collection in clear.
 *
 * @throws ReadWriteSetError
 */
export function keyReadWriteSetOf(bytes: Uint8Array): KeyReadWriteSet {
  const set = decodeMessage('KVRWSet', (source) => KVRWSet.deserializeBinary(source), bytes);
  return {
    reads: set.getReadsList().map(readOf),
    rangeQueries: set.getRangeQueriesInfoList().map(rangeQueryOf),
    writes: set.getWritesList().map(writeOf),
    metadataWrites: set
      .getMetadataWritesList()
      .map((write) => ({ key: write.getKey(), metadata: metadataOf(write.getEntriesList()) })),
  };
}

function readOf(read: ledger.rwset.kvrwset.KVRead): KeyRead {
  return { key: read.getKey(), version: versionOf(read.getVersion()) };
}

function writeOf(write: ledger.rwset.kvrwset.KVWrite): KeyWrite {
  const value = write.getValue_asU8();
  return { key: write.getKey(), value: write.getIsDelete() || value.length === 0 ? undefined : value };
}

function rangeQueryOf(info: ledger.rwset.kvrwset.RangeQueryInfo): RangeQuery {
  const summary = info.getReadsMerkleHashes();
  // Fabric's peer stops at this one when it commits the block; here the transaction alone must bear it.
  if (summary !== undefined && summary.getMaxDegree() < 2) {
    throw new ReadWriteSetError(
      `maxDegree [${summary.getMaxDegree()}] should not be less than 2 in the merkle tree`,
    );
  }
  return {
    startKey: info.getStartKey(),
    endKey: info.getEndKey(),
    exhausted: info.getItrExhausted(),
    reads: info.getRawReads()?.getKvReadsList().map(readOf) ?? [],
    summary: summary && {
      maxDegree: summary.getMaxDegree(),
      maxLevel: summary.getMaxLevel(),
      hashes: summary.getMaxLevelHashesList_asU8(),
    },
  };
}
