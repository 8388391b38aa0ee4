import { ledger } from '@hyperledger/fabric-protos';
import type { CollectionRecord } from './CollectionRecord.js';
import { hashedSetOf } from './hashedSetOf.js';
import type { NamespaceRecord } from './NamespaceRecord.js';
import { privateSetOf } from './privateSetOf.js';
import { publicSetOf } from './publicSetOf.js';
import { sha256 } from '../ledger/sha256.js';
import { sortedByKey } from './sortedByKey.js';
import type { SimulationResults } from './TxSimulator.js';

const {
  CollectionHashedReadWriteSet,
  CollectionPvtReadWriteSet,
  NsPvtReadWriteSet,
  NsReadWriteSet,
  TxPvtReadWriteSet,
  TxReadWriteSet,
} = ledger.rwset;

/** Both read-write sets of a simulation; the same bytes whatever order things were done in, ranges excepted. */
export function readWriteSetsOf(
  namespaces: ReadonlyMap<string, NamespaceRecord>,
): Omit<SimulationResults, 'footprint'> {
  const publicSet = new TxReadWriteSet();
  const privateSet = new TxPvtReadWriteSet();
  for (const [namespace, record] of sortedByKey(namespaces)) {
    const publicPart = new NsReadWriteSet();
    publicPart.setNamespace(namespace);
    publicPart.setRwset(publicSetOf(record).serializeBinary());
    const privatePart = new NsPvtReadWriteSet();
    privatePart.setNamespace(namespace);
    for (const [collection, uses] of sortedByKey(record.collections)) {
      addCollection(publicPart, privatePart, collection, uses);
    }
    publicSet.addNsRwset(publicPart);
    if (privatePart.getCollectionPvtRwsetList().length > 0) privateSet.addNsPvtRwset(privatePart);
  }
  return {
    readWriteSet: publicSet,
    privateWrites: privateSet.getNsPvtRwsetList().length > 0 ? privateSet : undefined,
  };
}

function addCollection(
  publicPart: ledger.rwset.NsReadWriteSet,
  privatePart: ledger.rwset.NsPvtReadWriteSet,
  collection: string,
  record: CollectionRecord,
): void {
  const hashed = new CollectionHashedReadWriteSet();
  hashed.setCollectionName(collection);
  hashed.setHashedRwset(hashedSetOf(record).serializeBinary());
  if (record.hasWrites) {
    const bytes = privateSetOf(record).serializeBinary();
    const clear = new CollectionPvtReadWriteSet();
    clear.setCollectionName(collection);
    clear.setRwset(bytes);
    privatePart.addCollectionPvtRwset(clear);
    hashed.setPvtRwsetHash(sha256(bytes));
  }
  publicPart.addCollectionHashedRwset(hashed);
}
