import { common, peer } from '@hyperledger/fabric-protos';
import type { Proposal } from './Proposal.js';

/** The transaction that the client has to sign: the proposal without its transient data, and what was endorsed. */
export function prepareTransaction(
  proposal: Proposal,
  endorsed: { readonly payload: Uint8Array; readonly endorsements: readonly peer.Endorsement[] },
): common.Envelope {
  const withoutTransient = new peer.ChaincodeProposalPayload();
  withoutTransient.setInput(proposal.payload.getInput_asU8());

  const endorsedAction = new peer.ChaincodeEndorsedAction();
  endorsedAction.setProposalResponsePayload(endorsed.payload);
  endorsedAction.setEndorsementsList([...endorsed.endorsements]);

  const actionPayload = new peer.ChaincodeActionPayload();
  actionPayload.setChaincodeProposalPayload(withoutTransient.serializeBinary());
  actionPayload.setAction(endorsedAction);

  const action = new peer.TransactionAction();
  action.setHeader(proposal.header.getSignatureHeader_asU8());
  action.setPayload(actionPayload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.addActions(action);

  const payload = new common.Payload();
  payload.setHeader(proposal.header);
  payload.setData(transaction.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope;
}
