import { ledger } from '@hyperledger/fabric-protos';
import { kvReadOf } from './kvReadOf.js';
import { kvWriteOf } from './kvWriteOf.js';
import { metadataEntriesOf } from './metadataEntriesOf.js';
import type { NamespaceRecord } from './NamespaceRecord.js';
import { rangeQueryInfoOf } from './rangeQueryInfoOf.js';
import { sortedByKey } from './sortedByKey.js';

const { KVMetadataWrite, KVRWSet } = ledger.rwset.kvrwset;

/** What a namespace's public keys were used for. */
export function publicSetOf(record: NamespaceRecord): ledger.rwset.kvrwset.KVRWSet {
  const set = new KVRWSet();
  set.setReadsList(sortedByKey(record.reads).map(([key, version]) => kvReadOf({ key, version })));
  set.setRangeQueriesInfoList(record.rangeQueries.map(rangeQueryInfoOf));
  set.setWritesList(sortedByKey(record.writes).map(([key, value]) => kvWriteOf(key, value)));
  set.setMetadataWritesList(
    sortedByKey(record.metadataWrites).map(([key, metadata]) => {
      const write = new KVMetadataWrite();
      write.setKey(key);
      write.setEntriesList(metadataEntriesOf(metadata));
      return write;
    }),
  );
  return set;
}
