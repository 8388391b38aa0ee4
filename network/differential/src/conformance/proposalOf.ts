import { createHash, randomBytes } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { Client } from '../harness/Client.js';
import type { CaseNetwork } from './CaseNetwork.js';

export interface ProposalChanges {
  /** Who is said to call, as `msp.SerializedIdentity`. */
  readonly creator?: Uint8Array;
  readonly nonce?: Uint8Array;
  readonly chaincode?: string;
  readonly args?: readonly string[];
  readonly channelHeader?: (header: common.ChannelHeader) => unknown;
  readonly proposal?: (proposal: peer.Proposal) => unknown;
  readonly signature?: (message: Uint8Array) => Uint8Array;
}

/** A proposal with its signature, and the id and channel that it has by right. */
export interface ChangedProposal {
  readonly signed: peer.SignedProposal;
  readonly transactionId: string;
}

/** A proposal that reads a key with the probe, changed as wanted and signed by the client. */
export async function proposalOf(
  on: CaseNetwork,
  client: Client,
  changes: ProposalChanges = {},
): Promise<ChangedProposal> {
  const creator = changes.creator ?? client.serialized;
  const nonce = changes.nonce ?? randomBytes(24);
  const transactionId = createHash('sha256').update(nonce).update(creator).digest('hex');
  on.name(transactionId, 'proposal');
  const proposal = new peer.Proposal();
  proposal.setHeader(headerOf(on, transactionId, creator, nonce, changes).serializeBinary());
  proposal.setPayload(payloadOf(on, changes).serializeBinary());
  changes.proposal?.(proposal);
  const signed = new peer.SignedProposal();
  const bytes = proposal.serializeBinary();
  signed.setProposalBytes(bytes);
  signed.setSignature(changes.signature?.(bytes) ?? (await client.sign(bytes)));
  return { signed, transactionId };
}

function headerOf(
  on: CaseNetwork,
  transactionId: string,
  creator: Uint8Array,
  nonce: Uint8Array,
  changes: ProposalChanges,
): common.Header {
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId(on, changes));
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setChannelId(on.channel);
  channelHeader.setTxId(transactionId);
  channelHeader.setTimestamp(timestamps.Timestamp.fromDate(new Date()));
  channelHeader.setExtension$(extension.serializeBinary());
  changes.channelHeader?.(channelHeader);
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator);
  signatureHeader.setNonce(nonce);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  return header;
}

function payloadOf(on: CaseNetwork, changes: ProposalChanges): peer.ChaincodeProposalPayload {
  const input = new peer.ChaincodeInput();
  const args = changes.args ?? ['run', '[["getState","c-absent"]]'];
  input.setArgsList(args.map((one) => Buffer.from(one)));
  const spec = new peer.ChaincodeSpec();
  spec.setType(peer.ChaincodeSpec.Type.NODE);
  spec.setChaincodeId(chaincodeId(on, changes));
  spec.setInput(input);
  const invocation = new peer.ChaincodeInvocationSpec();
  invocation.setChaincodeSpec(spec);
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(invocation.serializeBinary());
  return payload;
}

function chaincodeId(on: CaseNetwork, { chaincode = on.chaincode }: ProposalChanges): peer.ChaincodeID {
  const id = new peer.ChaincodeID();
  id.setName(chaincode);
  return id;
}
