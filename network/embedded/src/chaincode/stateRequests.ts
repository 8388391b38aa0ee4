import { peer } from '@hyperledger/fabric-protos';
import { decodeRequest } from './decodeRequest.js';
import type { TransactionContext } from './TransactionContext.js';

const keyAndCollection = [1, 2];

function getState(context: TransactionContext, payload: Uint8Array): Uint8Array | undefined {
  const request = decodeRequest(peer.GetState, payload, keyAndCollection);
  const { simulator, chaincode } = context.call;
  const collection = request.getCollection();
  if (collection === '') return simulator.getState(chaincode, request.getKey());
  context.checkRead(collection);
  return simulator.getPrivateData(chaincode, collection, request.getKey());
}

/** Anybody may read hashes: they are in the channel's state. */
function getPrivateDataHash(context: TransactionContext, payload: Uint8Array): Uint8Array | undefined {
  const request = decodeRequest(peer.GetState, payload, keyAndCollection);
  context.checkNoInit();
  const { simulator, chaincode } = context.call;
  return simulator.getPrivateDataHash(chaincode, request.getCollection(), request.getKey());
}

function putState(context: TransactionContext, payload: Uint8Array): undefined {
  const request = decodeRequest(peer.PutState, payload, [1, 3]);
  const { simulator, chaincode } = context.call;
  const collection = request.getCollection();
  if (collection === '') {
    simulator.setState(chaincode, request.getKey(), request.getValue_asU8());
  } else {
    context.checkWrite(collection);
    simulator.setPrivateData(chaincode, collection, request.getKey(), request.getValue_asU8());
  }
}

function deleteState(context: TransactionContext, payload: Uint8Array): undefined {
  const request = decodeRequest(peer.DelState, payload, keyAndCollection);
  const { simulator, chaincode } = context.call;
  const collection = request.getCollection();
  if (collection === '') {
    simulator.deleteState(chaincode, request.getKey());
  } else {
    context.checkWrite(collection);
    simulator.deletePrivateData(chaincode, collection, request.getKey());
  }
}

function purgePrivateData(context: TransactionContext, payload: Uint8Array): undefined {
  const request = decodeRequest(peer.DelState, payload, keyAndCollection);
  const collection = request.getCollection();
  if (collection === '') throw new Error('only applicable for private data');
  context.checkWrite(collection);
  context.call.simulator.purgePrivateData(context.call.chaincode, collection, request.getKey());
}

/** Reads and writes of single keys, public (no collection named) and private. */
export const stateRequests = { getState, getPrivateDataHash, putState, deleteState, purgePrivateData };
