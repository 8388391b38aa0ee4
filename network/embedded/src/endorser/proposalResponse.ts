import { Buffer } from 'node:buffer';
import { peer } from '@hyperledger/fabric-protos';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import type { ExecutedProposal } from './ExecutedProposal.js';
import type { UnpackedProposal } from './UnpackedProposal.js';

/** From this status on a chaincode's response is not endorsed; from 500 on Fabric shows what the transaction did all the same. */
const REFUSED = 400;
const FAILED = 500;

/**
 * The peer's answer: endorsed when the chaincode agreed, its own response alone when it refused (Fabric's
 * ProcessProposalSuccessfullyOrError, core/endorser/endorser.go). The Gateway knows a chaincode's 500 from the peer's by the payload.
 */
export function proposalResponse(
  proposal: UnpackedProposal,
  executed: ExecutedProposal,
  signer: SigningIdentity,
): peer.ProposalResponse {
  const answer = new peer.ProposalResponse();
  const { response } = executed;
  answer.setResponse(response);
  if (response.getStatus() >= FAILED) {
    answer.setPayload(responsePayload(proposal, executed));
    answer.setInterest(executed.interest);
    return answer;
  }
  if (proposal.channel === '' || response.getStatus() >= REFUSED) return answer;
  const payload = responsePayload(proposal, executed);
  answer.setVersion(1);
  answer.setPayload(payload);
  answer.setEndorsement(endorsement(payload, signer));
  answer.setInterest(executed.interest);
  return answer;
}

/** `peer.ProposalResponsePayload`: the same bytes on every peer that came to the same results. */
function responsePayload(proposal: UnpackedProposal, executed: ExecutedProposal): Uint8Array {
  const id = new peer.ChaincodeID();
  id.setName(proposal.chaincode);
  id.setVersion(executed.version);
  const action = new peer.ChaincodeAction();
  action.setResults(executed.results);
  if (executed.event !== undefined) action.setEvents(executed.event.serializeBinary());
  action.setResponse(executed.response);
  action.setChaincodeId(id);
  const payload = new peer.ProposalResponsePayload();
  payload.setProposalHash(proposal.hash);
  payload.setExtension$(action.serializeBinary());
  return payload.serializeBinary();
}

/** As Fabric's built-in plugin signs: the payload and, behind it, the endorser's identity. */
function endorsement(payload: Uint8Array, signer: SigningIdentity): peer.Endorsement {
  const result = new peer.Endorsement();
  result.setEndorser(signer.serialized);
  result.setSignature(signer.sign(Buffer.concat([payload, signer.serialized])));
  return result;
}
