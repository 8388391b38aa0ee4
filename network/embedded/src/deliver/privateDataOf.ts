import { status } from '@grpc/grpc-js';
import { ledger } from '@hyperledger/fabric-protos';
import type { Collection } from '../definitions/Collection.js';
import type { Definitions } from '../definitions/Definitions.js';
import type { Ledger } from '../ledger/Ledger.js';
import type { Identity } from '../msp/Identity.js';
import { RpcError } from '../peer/RpcError.js';

/**
 * A block's private write sets that a peer holds and a reader may have, by transaction: all of a collection without
 * memberOnlyRead, and of the others those that the reader is a member of (getPrivateData in core/peer/deliverevents.go).
 *
 * @throws RpcError UNKNOWN when a collection is not defined any more
 */
export function privateDataOf(
  number: number,
  reader: Identity,
  context: {
    readonly mspId: string;
    readonly ledger: Pick<Ledger, 'privateWrites'>;
    readonly definitions: Definitions;
  },
): ReadonlyMap<number, ledger.rwset.TxPvtReadWriteSet> {
  const eligible = new Map<Collection, boolean>();
  const transactions = new Map<number, ledger.rwset.TxPvtReadWriteSet>();
  for (const write of context.ledger.privateWrites(number, context.mspId)) {
    const collection = findCollection(context.definitions, write.namespace, write.collection);
    let mayRead = eligible.get(collection);
    if (mayRead === undefined) {
      mayRead = !collection.memberOnlyRead || collection.isMember(reader);
      eligible.set(collection, mayRead);
    }
    if (!mayRead) continue;
    const collectionWrites = new ledger.rwset.CollectionPvtReadWriteSet();
    collectionWrites.setCollectionName(write.collection);
    collectionWrites.setRwset(write.rwset);
    namespaceOf(transactions, write.tx, write.namespace).addCollectionPvtRwset(collectionWrites);
  }
  return transactions;
}

function findCollection(definitions: Definitions, chaincode: string, name: string): Collection {
  const collection = definitions.find(chaincode)?.collection(name);
  if (collection !== undefined) return collection;
  const text = `no collection config was found for collection ${name} for chaincode ${chaincode}`;
  throw new RpcError(status.UNKNOWN, text);
}

function namespaceOf(
  transactions: Map<number, ledger.rwset.TxPvtReadWriteSet>,
  tx: number,
  namespace: string,
): ledger.rwset.NsPvtReadWriteSet {
  let transaction = transactions.get(tx);
  if (transaction === undefined) {
    transaction = new ledger.rwset.TxPvtReadWriteSet();
    transaction.setDataModel(ledger.rwset.TxReadWriteSet.DataModel.KV);
    transactions.set(tx, transaction);
  }
  const known = transaction.getNsPvtRwsetList().find((writes) => writes.getNamespace() === namespace);
  if (known !== undefined) return known;
  const writes = new ledger.rwset.NsPvtReadWriteSet();
  writes.setNamespace(namespace);
  return transaction.addNsPvtRwset(writes);
}
