import { ledger } from '@hyperledger/fabric-protos';
import type { CollectionWrites, HashedWrite, LedgerWrite, PublicWrite } from './LedgerBlock.js';
import { parseLedgerKey } from './parseLedgerKey.js';

const { kvrwset } = ledger.rwset;
type NsReadWriteSet = ledger.rwset.NsReadWriteSet;

/** A transaction's writes to world state, from its TxReadWriteSet. */
export function decodePublicWrites(set: ledger.rwset.TxReadWriteSet): readonly PublicWrite[] {
  return set.getNsRwsetList().flatMap((namespaceSet) => {
    const namespace = namespaceSet.getNamespace();
    return decodeKeyValues(namespaceSet.getRwset_asU8()).map((write) => ({ namespace, ...write }));
  });
}

/** A transaction's writes to collections: hashes from its TxReadWriteSet, values from what the peer gave besides. */
export function decodeCollections(
  set: ledger.rwset.TxReadWriteSet,
  privateSet: ledger.rwset.TxPvtReadWriteSet | undefined,
): readonly CollectionWrites[] {
  const given = privateWritesByCollection(privateSet);
  return set.getNsRwsetList().flatMap((namespaceSet) => ofNamespace(namespaceSet, given));
}

function ofNamespace(
  namespaceSet: NsReadWriteSet,
  given: ReadonlyMap<string, readonly LedgerWrite[]>,
): CollectionWrites[] {
  const namespace = namespaceSet.getNamespace();
  return namespaceSet.getCollectionHashedRwsetList().flatMap((collectionSet) => {
    const collection = collectionSet.getCollectionName();
    const hashedSet = kvrwset.HashedRWSet.deserializeBinary(collectionSet.getHashedRwset_asU8());
    const hashed = hashedSet.getHashedWritesList().map(decodeHashedWrite);
    const writes = given.get(mapKey(namespace, collection)) ?? 'notAvailable';
    // A collection that was only read has nothing to tell.
    return hashed.length === 0 ? [] : [{ namespace, collection, hashed, writes }];
  });
}

function privateWritesByCollection(
  set: ledger.rwset.TxPvtReadWriteSet | undefined,
): ReadonlyMap<string, readonly LedgerWrite[]> {
  const entries = (set?.getNsPvtRwsetList() ?? []).flatMap((namespaceSet) =>
    namespaceSet
      .getCollectionPvtRwsetList()
      .map(
        (collectionSet) =>
          [
            mapKey(namespaceSet.getNamespace(), collectionSet.getCollectionName()),
            decodeKeyValues(collectionSet.getRwset_asU8()),
          ] as const,
      ),
  );
  return new Map(entries);
}

/** Chaincode names hold no slash. */
function mapKey(namespace: string, collection: string): string {
  return `${namespace}/${collection}`;
}

function decodeKeyValues(bytes: Uint8Array): LedgerWrite[] {
  return kvrwset.KVRWSet.deserializeBinary(bytes)
    .getWritesList()
    .map((write) => {
      const isDelete = write.getIsDelete();
      const key = parseLedgerKey(write.getKey());
      return { key, isDelete, ...(isDelete ? {} : { value: write.getValue_asU8() }) };
    });
}

function decodeHashedWrite(write: ledger.rwset.kvrwset.KVWriteHash): HashedWrite {
  const valueHash = hex(write.getValueHash_asU8());
  return {
    keyHash: hex(write.getKeyHash_asU8()),
    isDelete: write.getIsDelete(),
    isPurge: write.getIsPurge(),
    ...(valueHash === '' ? {} : { valueHash }),
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
