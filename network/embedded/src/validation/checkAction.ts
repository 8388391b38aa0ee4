import { peer } from '@hyperledger/fabric-protos';
import type { ReadWriteSet } from '../simulation/ReadWriteSet.js';
import { ReadWriteSetError } from '../simulation/ReadWriteSetError.js';
import { readWriteSetOf } from '../simulation/readWriteSetOf.js';
import type { SignedTransaction } from './checkEnvelope.js';
import { decoded } from './decoded.js';
import type { EndorsedAction } from './EndorsedAction.js';
import { InvalidTransaction } from './InvalidTransaction.js';

const Code = peer.TxValidationCode;

/**
 * Checks that what was endorsed is whole and speaks of one chaincode, as Fabric's
 * core/committer/txvalidator/v20/plugindispatcher does before it asks for policies.
 *
 * @throws InvalidTransaction
 */
export function checkAction(transaction: SignedTransaction): EndorsedAction {
  const extension = decoded(peer.ChaincodeHeaderExtension, transaction.headerExtension);
  if (extension === undefined) {
    throw new InvalidTransaction(Code.BAD_HEADER_EXTENSION, 'error unmarshalling ChaincodeHeaderExtension');
  }
  const action = chaincodeActionOf(transaction.response);
  const readWriteSet = readWriteSetIn(action);
  const chaincode = checkChaincode(extension.getChaincodeId(), action.getChaincodeId());
  checkEvent(action.getEvents_asU8(), chaincode);
  checkNamespaces(readWriteSet);
  return {
    txId: transaction.txId,
    chaincode,
    readWriteSet,
    signed: transaction.endorsed.getProposalResponsePayload_asU8(),
    endorsements: transaction.endorsed.getEndorsementsList(),
  };
}

function chaincodeActionOf(response: peer.ProposalResponsePayload): peer.ChaincodeAction {
  const bytes = response.getExtension_asU8();
  if (bytes.length === 0) throw badResponse('response payload is missing extension');
  const action = decoded(peer.ChaincodeAction, bytes);
  if (action === undefined) throw badResponse('error unmarshalling ChaincodeAction');
  return action;
}

function badResponse(text: string): InvalidTransaction {
  return new InvalidTransaction(Code.BAD_RESPONSE_PAYLOAD, `GetActionFromEnvelope failed: ${text}`);
}

function readWriteSetIn(action: peer.ChaincodeAction): ReadWriteSet {
  try {
    return readWriteSetOf(action.getResults_asU8());
  } catch (error) {
    if (!(error instanceof ReadWriteSetError)) throw error;
    const text = `txRWSet.FromProtoBytes failed: ${error.message}`;
    throw new InvalidTransaction(Code.BAD_RWSET, text, { cause: error });
  }
}

function checkChaincode(
  called: peer.ChaincodeID | undefined,
  endorsed: peer.ChaincodeID | undefined,
): string {
  if (called === undefined) {
    throw new InvalidTransaction(Code.INVALID_OTHER_REASON, 'nil ChaincodeId in header extension');
  }
  if (endorsed === undefined) {
    throw new InvalidTransaction(Code.INVALID_OTHER_REASON, 'nil ChaincodeId in ChaincodeAction');
  }
  const name = called.getName();
  if (name === '') throw new InvalidTransaction(Code.INVALID_CHAINCODE, 'invalid chaincode ID');
  if (name !== endorsed.getName()) {
    throw new InvalidTransaction(
      Code.INVALID_CHAINCODE,
      `inconsistent ccid info (${name}/${endorsed.getName()})`,
    );
  }
  if (endorsed.getVersion() === '') {
    throw new InvalidTransaction(Code.INVALID_CHAINCODE, 'invalid chaincode version');
  }
  return name;
}

function checkEvent(bytes: Uint8Array, chaincode: string): void {
  if (bytes.length === 0) return;
  const event = decoded(peer.ChaincodeEvent, bytes);
  if (event === undefined) throw new InvalidTransaction(Code.INVALID_OTHER_REASON, 'invalid chaincode event');
  if (event.getChaincodeId() !== chaincode) {
    throw new InvalidTransaction(
      Code.INVALID_OTHER_REASON,
      'chaincode event chaincode id does not match chaincode action chaincode id',
    );
  }
}

function checkNamespaces({ namespaces }: ReadWriteSet): void {
  const seen = new Set<string>();
  for (const { namespace } of namespaces) {
    if (seen.has(namespace)) {
      throw new InvalidTransaction(Code.ILLEGAL_WRITESET, `duplicate namespace '${namespace}' in txRWSet`);
    }
    seen.add(namespace);
  }
}
