import { common, peer } from '@hyperledger/fabric-protos';
import { parseMessage } from '../peer/parseMessage.js';
import type { Proposal } from './Proposal.js';

/** @throws MalformedMessageError that names the part that is none */
export function unpackProposal(signed: peer.SignedProposal): Proposal {
  const proposal = parseMessage(peer.Proposal, signed.getProposalBytes_asU8(), 'Proposal');
  const header = parseMessage(common.Header, proposal.getHeader_asU8(), 'Header');
  const channelHeader = parseMessage(common.ChannelHeader, header.getChannelHeader_asU8(), 'ChannelHeader');
  const payload = parseMessage(
    peer.ChaincodeProposalPayload,
    proposal.getPayload_asU8(),
    'ChaincodeProposalPayload',
  );
  const spec = parseMessage(peer.ChaincodeInvocationSpec, payload.getInput_asU8(), 'ChaincodeInvocationSpec');
  return {
    signed,
    header,
    payload,
    spec,
    channel: channelHeader.getChannelId(),
    chaincode: spec.getChaincodeSpec()?.getChaincodeId()?.getName() ?? '',
    hasTransientData: payload.getTransientmapMap().getLength() > 0,
  };
}
