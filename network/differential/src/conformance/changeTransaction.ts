import { common, peer } from '@hyperledger/fabric-protos';

export interface TransactionChanges {
  readonly actions?: (all: peer.TransactionAction[]) => peer.TransactionAction[];
  readonly actionHeader?: (header: common.SignatureHeader) => unknown;
  readonly proposalPayload?: () => Uint8Array;
  readonly endorsements?: (all: peer.Endorsement[]) => peer.Endorsement[];
  /** Name of the chaincode in the endorsed action. */
  readonly chaincode?: () => string;
  /** The read-write set in the endorsed action. */
  readonly results?: () => Uint8Array;
}

/** Changes every action of a transaction, and then which of them there are. */
export function changeTransaction(
  transaction: peer.Transaction,
  changes: TransactionChanges,
): peer.Transaction {
  const actions = transaction.getActionsList();
  for (const action of actions) {
    changeHeader(action, changes);
    const payload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
    changePayload(payload, changes);
    action.setPayload(payload.serializeBinary());
  }
  transaction.setActionsList(changes.actions?.(actions) ?? actions);
  return transaction;
}

function changeHeader(action: peer.TransactionAction, { actionHeader }: TransactionChanges): void {
  const header = common.SignatureHeader.deserializeBinary(action.getHeader_asU8());
  actionHeader?.(header);
  action.setHeader(header.serializeBinary());
}

function changePayload(payload: peer.ChaincodeActionPayload, changes: TransactionChanges): void {
  const endorsed = payload.getAction();
  if (endorsed === undefined) throw new Error('the Gateway gave no endorsed action');
  if (changes.proposalPayload !== undefined) payload.setChaincodeProposalPayload(changes.proposalPayload());
  if (changes.endorsements !== undefined)
    endorsed.setEndorsementsList(changes.endorsements(endorsed.getEndorsementsList()));
  endorsed.setProposalResponsePayload(changeResponse(endorsed.getProposalResponsePayload_asU8(), changes));
}

function changeResponse(bytes: Uint8Array, { chaincode, results }: TransactionChanges): Uint8Array {
  if (chaincode === undefined && results === undefined) return bytes;
  const response = peer.ProposalResponsePayload.deserializeBinary(bytes);
  const action = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  if (chaincode !== undefined) action.getChaincodeId()?.setName(chaincode());
  if (results !== undefined) action.setResults(results());
  response.setExtension$(action.serializeBinary());
  return response.serializeBinary();
}
