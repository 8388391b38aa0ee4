import type { ledger } from '@hyperledger/fabric-protos';

/** A key's metadata by name; of equal names the last one counts, as in Fabric's statemetadata. */
export function metadataOf(
  entries: readonly ledger.rwset.kvrwset.KVMetadataEntry[],
): ReadonlyMap<string, Uint8Array> {
  return new Map(entries.map((entry) => [entry.getName(), entry.getValue_asU8()]));
}
