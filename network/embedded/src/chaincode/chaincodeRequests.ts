import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeRequest } from './ChaincodeRequest.js';
import { metadataRequests } from './metadataRequests.js';
import { queryRequests } from './queryRequests.js';
import { stateRequests } from './stateRequests.js';

const { Type } = peer.ChaincodeMessage;

/** What a chaincode may ask its peer and is answered at once, by message type: all but INVOKE_CHAINCODE. */
export const chaincodeRequests: ReadonlyMap<number, ChaincodeRequest> = new Map<number, ChaincodeRequest>([
  [Type.GET_STATE, stateRequests.getState],
  [Type.PUT_STATE, stateRequests.putState],
  [Type.DEL_STATE, stateRequests.deleteState],
  [Type.GET_PRIVATE_DATA_HASH, stateRequests.getPrivateDataHash],
  [Type.PURGE_PRIVATE_DATA, stateRequests.purgePrivateData],
  [Type.GET_STATE_METADATA, metadataRequests.getStateMetadata],
  [Type.PUT_STATE_METADATA, metadataRequests.putStateMetadata],
  [Type.GET_STATE_BY_RANGE, queryRequests.getStateByRange],
  [Type.GET_QUERY_RESULT, queryRequests.getQueryResult],
  [Type.GET_HISTORY_FOR_KEY, queryRequests.getHistoryForKey],
  [Type.QUERY_STATE_NEXT, queryRequests.queryStateNext],
  [Type.QUERY_STATE_CLOSE, queryRequests.queryStateClose],
]);
