import { status } from '@grpc/grpc-js';
import type { peer } from '@hyperledger/fabric-protos';
import type { PeerAnswer } from './PeerAnswer.js';

/** Sorts a peer's response as internal/pkg/gateway/apiutils.go does: who refused, and whether another peer might not. */
export function readPeerAnswer(response: peer.ProposalResponse): PeerAnswer {
  const result = response.getResponse();
  const code = result?.getStatus() ?? 0;
  const message = result?.getMessage() ?? '';
  if (result !== undefined && code >= 200 && code < 400) return { ok: true, response, result };
  // Without a payload it is the peer that failed, not the chaincode that refused.
  if (code === 500 && response.getPayload_asU8().length === 0) {
    return { ok: false, code: status.ABORTED, text: message, retry: true };
  }
  return { ok: false, code: status.UNKNOWN, text: `chaincode response ${code}, ${message}`, retry: false };
}
