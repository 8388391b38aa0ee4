import { ledger, msp, peer } from '@hyperledger/fabric-protos';
import { decodeInvocation, type Invocation } from './decodeInvocation.js';
import type { CollectionWrites, ContractEvent, PublicWrite } from './LedgerBlock.js';
import { decodeCollections, decodePublicWrites } from './decodeWrites.js';

/** What an endorser transaction called, who endorsed it and what it wrote. */
export interface Endorsement {
  readonly invocation: Invocation | undefined;
  readonly endorsers: readonly string[];
  readonly writes: readonly PublicWrite[];
  readonly collections: readonly CollectionWrites[];
  readonly event: ContractEvent | undefined;
}

/** Reads a ChaincodeActionPayload; the private set is what the peer gave besides the block, if anything. */
export function decodeEndorsement(
  payload: peer.ChaincodeActionPayload,
  privateSet: ledger.rwset.TxPvtReadWriteSet | undefined,
): Endorsement {
  const endorsed = payload.getAction();
  const response = peer.ProposalResponsePayload.deserializeBinary(
    endorsed?.getProposalResponsePayload_asU8() ?? new Uint8Array(),
  );
  const action = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  const set = ledger.rwset.TxReadWriteSet.deserializeBinary(action.getResults_asU8());
  const endorsers = (endorsed?.getEndorsementsList() ?? []).map((endorsement) =>
    msp.SerializedIdentity.deserializeBinary(endorsement.getEndorser_asU8()).getMspid(),
  );
  return {
    invocation: decodeInvocation(payload.getChaincodeProposalPayload_asU8()),
    endorsers,
    writes: decodePublicWrites(set),
    collections: decodeCollections(set, privateSet),
    event: decodeEvent(action.getEvents_asU8()),
  };
}

function decodeEvent(bytes: Uint8Array): ContractEvent | undefined {
  if (bytes.length === 0) return undefined;
  const event = peer.ChaincodeEvent.deserializeBinary(bytes);
  return {
    chaincode: event.getChaincodeId(),
    name: event.getEventName(),
    payload: event.getPayload_asU8(),
  };
}
