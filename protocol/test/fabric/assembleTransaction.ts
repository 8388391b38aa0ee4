import type { ledger } from '@hyperledger/fabric-protos';
import { common, msp, peer } from '@hyperledger/fabric-protos';

export interface Effects {
  /** The chaincode's answer. */
  readonly result: string;
  readonly results?: ledger.rwset.TxReadWriteSet;
  readonly event?: peer.ChaincodeEvent;
  /** MSP ids of the endorsers. */
  readonly endorsers: readonly string[];
}

/** The unsigned envelope that a Gateway makes of a proposal and its endorsements: without the transient data. */
export function assembleTransaction(proposalBytes: Uint8Array, effects: Effects): common.Envelope {
  const proposal = peer.Proposal.deserializeBinary(proposalBytes);
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const payload = peer.ChaincodeProposalPayload.deserializeBinary(proposal.getPayload_asU8());
  const withoutTransient = new peer.ChaincodeProposalPayload();
  withoutTransient.setInput(payload.getInput_asU8());

  const actionPayload = new peer.ChaincodeActionPayload();
  actionPayload.setChaincodeProposalPayload(withoutTransient.serializeBinary());
  actionPayload.setAction(endorsedAction(effects));
  const action = new peer.TransactionAction();
  action.setHeader(header.getSignatureHeader_asU8());
  action.setPayload(actionPayload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.setActionsList([action]);

  const envelopePayload = new common.Payload();
  envelopePayload.setHeader(header);
  envelopePayload.setData(transaction.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(envelopePayload.serializeBinary());
  return envelope;
}

function endorsedAction(effects: Effects): peer.ChaincodeEndorsedAction {
  const response = new peer.Response();
  response.setStatus(200);
  response.setPayload(Buffer.from(effects.result));
  const action = new peer.ChaincodeAction();
  action.setResponse(response);
  if (effects.results !== undefined) action.setResults(effects.results.serializeBinary());
  if (effects.event !== undefined) action.setEvents(effects.event.serializeBinary());
  const responsePayload = new peer.ProposalResponsePayload();
  responsePayload.setExtension$(action.serializeBinary());
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(responsePayload.serializeBinary());
  endorsed.setEndorsementsList(effects.endorsers.map(endorsement));
  return endorsed;
}

function endorsement(mspId: string): peer.Endorsement {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  const result = new peer.Endorsement();
  result.setEndorser(identity.serializeBinary());
  return result;
}
