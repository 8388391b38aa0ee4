import { peer, type common } from '@hyperledger/fabric-protos';

/** The end of what a request of Deliver asked for. */
export function statusResponse(code: common.StatusMap[keyof common.StatusMap]): peer.DeliverResponse {
  const response = new peer.DeliverResponse();
  response.setStatus(code);
  return response;
}
