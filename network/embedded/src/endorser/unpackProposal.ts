import { createHash } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import { messageOf } from '../messageOf.js';
import { parseMessage } from '../peer/parseMessage.js';
import { EndorserError } from './EndorserError.js';
import type { UnpackedProposal } from './UnpackedProposal.js';

/**
 * Takes a signed proposal apart, as Fabric's UnpackProposal (core/endorser/msgvalidation.go).
 *
 * @throws EndorserError when a part cannot be read or is missing
 */
export function unpackProposal(signed: peer.SignedProposal): UnpackedProposal {
  try {
    return unpack(signed);
  } catch (cause) {
    throw new EndorserError(messageOf(cause), { cause });
  }
}

function unpack(signed: peer.SignedProposal): UnpackedProposal {
  const proposal = parseMessage(peer.Proposal, signed.getProposalBytes_asU8(), 'Proposal');
  const header = parseMessage(common.Header, proposal.getHeader_asU8(), 'Header');
  const channelHeaderBytes = header.getChannelHeader_asU8();
  const channelHeader = parseMessage(common.ChannelHeader, channelHeaderBytes, 'ChannelHeader');
  const signatureHeaderBytes = header.getSignatureHeader_asU8();
  const signatureHeader = parseMessage(common.SignatureHeader, signatureHeaderBytes, 'SignatureHeader');
  const chaincode = chaincodeNameOf(channelHeader);
  const payload = parseMessage(
    peer.ChaincodeProposalPayload,
    proposal.getPayload_asU8(),
    'ChaincodeProposalPayload',
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
    ...invocationOf(payload),
    hash: proposalHash(channelHeaderBytes, signatureHeaderBytes, payload.getInput_asU8()),
  };
}

function chaincodeNameOf(header: common.ChannelHeader): string {
  const extension = parseMessage(
    peer.ChaincodeHeaderExtension,
    header.getExtension_asU8(),
    'ChaincodeHeaderExtension',
  );
  const id = extension.getChaincodeId();
  if (id === undefined) throw new Error('ChaincodeHeaderExtension.ChaincodeId is nil');
  if (id.getName() === '') throw new Error('ChaincodeHeaderExtension.ChaincodeId.Name is empty');
  return id.getName();
}

function invocationOf(
  payload: peer.ChaincodeProposalPayload,
): Pick<UnpackedProposal, 'input' | 'invokedChaincode'> {
  const invocation = parseMessage(
    peer.ChaincodeInvocationSpec,
    payload.getInput_asU8(),
    'ChaincodeInvocationSpec',
  );
  const spec = invocation.getChaincodeSpec();
  if (spec === undefined) throw new Error('chaincode invocation spec did not contain chaincode spec');
  const input = spec.getInput();
  if (input === undefined) throw new Error('chaincode input did not contain any input');
  return { input, invokedChaincode: spec.getChaincodeId()?.getName() ?? '' };
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
