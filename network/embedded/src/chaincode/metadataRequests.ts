import { peer } from '@hyperledger/fabric-protos';
import { decodeRequest } from './decodeRequest.js';
import type { TransactionContext } from './TransactionContext.js';

function getStateMetadata(context: TransactionContext, payload: Uint8Array): Uint8Array {
  const request = decodeRequest(peer.GetStateMetadata, payload, [1, 2]);
  const result = new peer.StateMetadataResult();
  for (const [name, value] of readMetadata(context, request.getKey(), request.getCollection())) {
    const entry = new peer.StateMetadata();
    entry.setMetakey(name);
    entry.setValue(value);
    result.addEntries(entry);
  }
  return result.serializeBinary();
}

function readMetadata(
  context: TransactionContext,
  key: string,
  collection: string,
): ReadonlyMap<string, Uint8Array> {
  const { simulator, chaincode } = context.call;
  if (collection === '') return simulator.getStateMetadata(chaincode, key);
  context.checkRead(collection);
  return simulator.getPrivateDataMetadata(chaincode, collection, key);
}

function putStateMetadata(context: TransactionContext, payload: Uint8Array): undefined {
  const request = decodeRequest(peer.PutStateMetadata, payload, [1, 3]);
  const entry = request.getMetadata();
  if (entry === undefined) throw new Error('metadata is missing');
  const metadata = new Map([[entry.getMetakey(), entry.getValue_asU8()]]);
  const { simulator, chaincode } = context.call;
  const collection = request.getCollection();
  if (collection === '') {
    simulator.setStateMetadata(chaincode, request.getKey(), metadata);
  } else {
    context.checkWrite(collection);
    simulator.setPrivateDataMetadata(chaincode, collection, request.getKey(), metadata);
  }
}

/** Metadata of keys: their own endorsement policies. */
export const metadataRequests = { getStateMetadata, putStateMetadata };
