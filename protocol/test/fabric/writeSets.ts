import { createHash } from 'node:crypto';
import { ledger } from '@hyperledger/fabric-protos';

const { kvrwset } = ledger.rwset;

/** A write by key; undefined deletes. */
export type Writes = Readonly<Record<string, string | undefined>>;

/** A transaction's write set: writes to world state, and to one collection, as hashes and as the values themselves. */
export function writeSets(
  namespace: string,
  publicWrites: Writes,
  collection?: { readonly name: string; readonly writes: Writes; readonly purges?: readonly string[] },
): { results: ledger.rwset.TxReadWriteSet; privateSet: ledger.rwset.TxPvtReadWriteSet } {
  const namespaceSet = new ledger.rwset.NsReadWriteSet();
  namespaceSet.setNamespace(namespace);
  namespaceSet.setRwset(keyValues(publicWrites).serializeBinary());
  const privateSet = new ledger.rwset.TxPvtReadWriteSet();
  if (collection !== undefined) {
    const hashed = new ledger.rwset.CollectionHashedReadWriteSet();
    hashed.setCollectionName(collection.name);
    hashed.setHashedRwset(hashes(collection.writes, collection.purges ?? []).serializeBinary());
    namespaceSet.setCollectionHashedRwsetList([hashed]);
    const values = new ledger.rwset.CollectionPvtReadWriteSet();
    values.setCollectionName(collection.name);
    values.setRwset(keyValues(collection.writes).serializeBinary());
    const privateNamespace = new ledger.rwset.NsPvtReadWriteSet();
    privateNamespace.setNamespace(namespace);
    privateNamespace.setCollectionPvtRwsetList([values]);
    privateSet.setNsPvtRwsetList([privateNamespace]);
  }
  const results = new ledger.rwset.TxReadWriteSet();
  results.setNsRwsetList([namespaceSet]);
  return { results, privateSet };
}

function keyValues(writes: Writes): ledger.rwset.kvrwset.KVRWSet {
  const set = new kvrwset.KVRWSet();
  set.setWritesList(
    Object.entries(writes).map(([key, value]) => {
      const write = new kvrwset.KVWrite();
      write.setKey(key);
      if (value === undefined) write.setIsDelete(true);
      else write.setValue(Buffer.from(value));
      return write;
    }),
  );
  return set;
}

function hashes(writes: Writes, purges: readonly string[]): ledger.rwset.kvrwset.HashedRWSet {
  const set = new kvrwset.HashedRWSet();
  const written = Object.entries(writes).map(([key, value]) => {
    const write = new kvrwset.KVWriteHash();
    write.setKeyHash(sha256(key));
    if (value === undefined) write.setIsDelete(true);
    else write.setValueHash(sha256(value));
    return write;
  });
  const purged = purges.map((key) => {
    const write = new kvrwset.KVWriteHash();
    write.setKeyHash(sha256(key));
    write.setIsDelete(true);
    write.setIsPurge(true);
    return write;
  });
  set.setHashedWritesList([...written, ...purged]);
  return set;
}

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
