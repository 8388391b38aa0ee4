import { randomBytes } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import timestampProto from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { ChaincodeCall } from '../../src/chaincode/ChaincodeCall.js';
import type { Definitions } from '../../src/definitions/Definitions.js';
import type { StateSnapshot } from '../../src/ledger/StateSnapshot.js';
import { SnapshotSimulator } from '../../src/simulation/SnapshotSimulator.js';
import { creatorIdentity } from './creatorIdentity.js';

export interface TestCallOptions {
  readonly chaincode: string;
  readonly args: readonly string[];
  readonly definitions: Definitions;
  readonly snapshot: StateSnapshot;
  readonly mspId?: string;
  readonly txId?: string;
  readonly isInit?: boolean;
  readonly transient?: Readonly<Record<string, string>>;
}

/** A call as the endorser makes it of a signed proposal, on the channel `mychannel`. */
export function testCall(options: TestCallOptions): ChaincodeCall {
  const { chaincode, definitions, snapshot, mspId = 'Org1MSP' } = options;
  const txId = options.txId ?? randomBytes(32).toString('hex');
  const creator = creatorIdentity(mspId);
  const input = new peer.ChaincodeInput();
  input.setArgsList(options.args.map((arg) => Buffer.from(arg)));
  input.setIsInit(options.isInit ?? false);
  const proposal = new peer.Proposal();
  proposal.setHeader(header(txId, creator.serialized));
  proposal.setPayload(proposalPayload(options.transient ?? {}));
  const signedProposal = new peer.SignedProposal();
  signedProposal.setProposalBytes(proposal.serializeBinary());
  signedProposal.setSignature(Buffer.from('signature'));
  const simulator = new SnapshotSimulator(snapshot, mspId, txId, { definitions });
  return { chaincode, txId, signedProposal, proposal, creator, input, simulator };
}

function header(txId: string, creator: Uint8Array): Uint8Array {
  const timestamp = new timestampProto.Timestamp();
  timestamp.setSeconds(1_700_000_000);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setChannelId('mychannel');
  channelHeader.setTxId(txId);
  channelHeader.setTimestamp(timestamp);
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator);
  signatureHeader.setNonce(Buffer.from('nonce'));
  const result = new common.Header();
  result.setChannelHeader(channelHeader.serializeBinary());
  result.setSignatureHeader(signatureHeader.serializeBinary());
  return result.serializeBinary();
}

function proposalPayload(transient: Readonly<Record<string, string>>): Uint8Array {
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(new peer.ChaincodeInvocationSpec().serializeBinary());
  for (const [name, value] of Object.entries(transient)) {
    payload.getTransientmapMap().set(name, Buffer.from(value));
  }
  // An empty payload is none to the stub.
  payload.getTransientmapMap().set('salt', Buffer.from('salt'));
  return payload.serializeBinary();
}
