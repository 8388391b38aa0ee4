import { ledger } from '@hyperledger/fabric-protos';
import { sortedByKey } from './sortedByKey.js';

/** Metadata as a read-write set has it: sorted by name. */
export function metadataEntriesOf(
  metadata: ReadonlyMap<string, Uint8Array>,
): ledger.rwset.kvrwset.KVMetadataEntry[] {
  return sortedByKey(metadata).map(([name, value]) => {
    const entry = new ledger.rwset.kvrwset.KVMetadataEntry();
    entry.setName(name);
    entry.setValue(value);
    return entry;
  });
}
