import { peer } from '@hyperledger/fabric-protos';

/** A system chaincode's answer, status 200. */
export function success(payload: Uint8Array): peer.Response {
  const response = new peer.Response();
  response.setStatus(200);
  response.setPayload(payload);
  return response;
}
