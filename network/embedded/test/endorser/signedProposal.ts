import { createHash, randomBytes } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { SigningIdentity } from '../../src/msp/SigningIdentity.js';

export interface ProposalContent {
  readonly signer: SigningIdentity;
  readonly chaincode: string;
  readonly args?: readonly (string | Uint8Array)[];
  readonly channel?: string;
  readonly isInit?: boolean;
  readonly transient?: Readonly<Record<string, string>>;
  readonly nonce?: Uint8Array;
  /** What is wrong with it, before it is signed. */
  readonly spoil?: Spoiling;
}

export interface Spoiling {
  readonly channelHeader?: (header: common.ChannelHeader) => void;
  readonly signatureHeader?: (header: common.SignatureHeader) => void;
  readonly extension?: (extension: peer.ChaincodeHeaderExtension) => void;
  readonly spec?: (invocation: peer.ChaincodeInvocationSpec) => void;
  readonly payload?: (payload: peer.ChaincodeProposalPayload) => void;
  readonly proposal?: (proposal: peer.Proposal) => void;
}

export interface SignedTestProposal {
  readonly signed: peer.SignedProposal;
  readonly txId: string;
}

/** A proposal as a client makes it, on the channel `mychannel` unless given. */
export function signedProposal(content: ProposalContent): SignedTestProposal {
  const { signer, spoil = {} } = content;
  const nonce = content.nonce ?? randomBytes(24);
  const txId = createHash('sha256').update(nonce).update(signer.serialized).digest('hex');
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(signer.serialized);
  signatureHeader.setNonce(nonce);
  spoil.signatureHeader?.(signatureHeader);
  const header = new common.Header();
  header.setChannelHeader(channelHeaderOf(content, txId));
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const proposal = new peer.Proposal();
  proposal.setHeader(header.serializeBinary());
  proposal.setPayload(payloadOf(content));
  spoil.proposal?.(proposal);
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(proposal.serializeBinary());
  signed.setSignature(signer.sign(signed.getProposalBytes_asU8()));
  return { signed, txId };
}

function channelHeaderOf(content: ProposalContent, txId: string): Uint8Array {
  const { chaincode, channel = 'mychannel', spoil = {} } = content;
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId(chaincode));
  spoil.extension?.(extension);
  const header = new common.ChannelHeader();
  header.setType(common.HeaderType.ENDORSER_TRANSACTION);
  header.setTimestamp(timestamps.Timestamp.fromDate(new Date()));
  header.setChannelId(channel);
  header.setTxId(txId);
  header.setExtension$(extension.serializeBinary());
  spoil.channelHeader?.(header);
  return header.serializeBinary();
}

function payloadOf({
  chaincode,
  args = [],
  isInit = false,
  transient = {},
  spoil = {},
}: ProposalContent): Uint8Array {
  const input = new peer.ChaincodeInput();
  input.setArgsList(args.map((arg) => Buffer.from(arg)));
  input.setIsInit(isInit);
  const spec = new peer.ChaincodeSpec();
  spec.setChaincodeId(chaincodeId(chaincode));
  spec.setInput(input);
  const invocation = new peer.ChaincodeInvocationSpec();
  invocation.setChaincodeSpec(spec);
  spoil.spec?.(invocation);
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(invocation.serializeBinary());
  for (const [name, value] of Object.entries(transient))
    payload.getTransientmapMap().set(name, Buffer.from(value));
  spoil.payload?.(payload);
  return payload.serializeBinary();
}

function chaincodeId(name: string): peer.ChaincodeID {
  const id = new peer.ChaincodeID();
  id.setName(name);
  return id;
}
