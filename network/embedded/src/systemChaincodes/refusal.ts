import { peer } from '@hyperledger/fabric-protos';

/** A system chaincode's answer that says no: status 500 unless given. */
export function refusal(message: string, status = 500): peer.Response {
  const response = new peer.Response();
  response.setStatus(status);
  response.setMessage(message);
  return response;
}
