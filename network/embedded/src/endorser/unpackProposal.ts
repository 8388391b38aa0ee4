import { createHash } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import { EndorserError } from './EndorserError.js';
import { unmarshal } from './unmarshal.js';
import type { UnpackedProposal } from './UnpackedProposal.js';

/**
 * Takes a signed proposal apart, as Fabric's UnpackProposal (core/endorser/msgvalidation.go).
 *
 * @throws EndorserError when a part cannot be read or is missing
 */
export function unpackProposal(signed: peer.SignedProposal): UnpackedProposal {
  const proposal = unmarshal('Proposal', peer.Proposal, signed.getProposalBytes_asU8());
  const header = unmarshal('Header', common.Header, proposal.getHeader_asU8());
  const channelHeaderBytes = header.getChannelHeader_asU8();
  const channelHeader = unmarshal('ChannelHeader', common.ChannelHeader, channelHeaderBytes);
  const signatureHeaderBytes = header.getSignatureHeader_asU8();
  const signatureHeader = unmarshal('SignatureHeader', common.SignatureHeader, signatureHeaderBytes);
  const chaincode = chaincodeNameOf(channelHeader);
  const payload = unmarshal(
    'ChaincodeProposalPayload',
    peer.ChaincodeProposalPayload,
    proposal.getPayload_asU8(),
  );
  return {
    signed,
    proposal,
    channelHeader,
    channel: channelHeader.getChannelId(),
    txId: channelHeader.getTxId(),
    nonce: signatureHeader.getNonce_asU8(),
    creator: signatureHeader.getCreator_asU8(),
    chaincode,
    input: inputOf(payload),
    hash: proposalHash(channelHeaderBytes, signatureHeaderBytes, payload.getInput_asU8()),
  };
}

function chaincodeNameOf(header: common.ChannelHeader): string {
  const extension = unmarshal(
    'ChaincodeHeaderExtension',
    peer.ChaincodeHeaderExtension,
    header.getExtension_asU8(),
  );
  const id = extension.getChaincodeId();
  if (id === undefined) throw new EndorserError('ChaincodeHeaderExtension.ChaincodeId is nil');
  if (id.getName() === '') throw new EndorserError('ChaincodeHeaderExtension.ChaincodeId.Name is empty');
  return id.getName();
}

function inputOf(payload: peer.ChaincodeProposalPayload): peer.ChaincodeInput {
  const invocation = unmarshal(
    'ChaincodeInvocationSpec',
    peer.ChaincodeInvocationSpec,
    payload.getInput_asU8(),
  );
  const spec = invocation.getChaincodeSpec();
  if (spec === undefined) throw new EndorserError('chaincode invocation spec did not contain chaincode spec');
  const input = spec.getInput();
  if (input === undefined) throw new EndorserError('chaincode input did not contain any input');
  return input;
}

function proposalHash(channelHeader: Uint8Array, signatureHeader: Uint8Array, input: Uint8Array): Uint8Array {
  const withoutTransient = new peer.ChaincodeProposalPayload();
  withoutTransient.setInput(input);
  return createHash('sha256')
    .update(channelHeader)
    .update(signatureHeader)
    .update(withoutTransient.serializeBinary())
    .digest();
}
