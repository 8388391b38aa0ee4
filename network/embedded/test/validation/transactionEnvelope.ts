import { createHash, randomBytes } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import type { SigningIdentity } from '../../src/msp/SigningIdentity.js';

/** A transaction to be made, with what is wrong with it: each spoiling happens before what contains or signs it is made. */
export interface TransactionContent {
  readonly creator: SigningIdentity;
  readonly endorsers: readonly SigningIdentity[];
  readonly chaincode: string;
  /** `rwset.TxReadWriteSet` bytes */
  readonly results: Uint8Array;
  readonly nonce?: Uint8Array;
  readonly spoil?: TransactionSpoiling;
}

export interface TransactionSpoiling {
  readonly extension?: (extension: peer.ChaincodeHeaderExtension) => void;
  readonly channelHeader?: (header: common.ChannelHeader) => void;
  readonly signatureHeader?: (header: common.SignatureHeader) => void;
  readonly chaincodeAction?: (action: peer.ChaincodeAction) => void;
  readonly response?: (response: peer.ProposalResponsePayload) => void;
  readonly endorsement?: (endorsement: peer.Endorsement) => void;
  readonly actionPayload?: (payload: peer.ChaincodeActionPayload) => void;
  readonly action?: (action: peer.TransactionAction) => void;
  readonly transaction?: (transaction: peer.Transaction) => void;
  readonly payload?: (payload: common.Payload) => void;
  readonly envelope?: (envelope: common.Envelope) => void;
}

export function transactionIdOf(nonce: Uint8Array, creator: SigningIdentity): string {
  return createHash('sha256').update(nonce).update(creator.serialized).digest('hex');
}

/** A transaction on the channel `energy`, as a client makes it of endorsers' answers. */
export function transactionEnvelope(content: TransactionContent): common.Envelope {
  const { creator, spoil = {} } = content;
  const nonce = content.nonce ?? randomBytes(24);
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator.serialized);
  signatureHeader.setNonce(nonce);
  spoil.signatureHeader?.(signatureHeader);
  const header = new common.Header();
  header.setChannelHeader(channelHeaderOf(content, transactionIdOf(nonce, creator)));
  header.setSignatureHeader(signatureHeader.serializeBinary());

  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(transactionOf(content, header));
  spoil.payload?.(payload);
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature(creator.sign(envelope.getPayload_asU8()));
  spoil.envelope?.(envelope);
  return envelope;
}

function channelHeaderOf({ chaincode, spoil = {} }: TransactionContent, txId: string): Uint8Array {
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId(chaincode));
  spoil.extension?.(extension);
  const header = new common.ChannelHeader();
  header.setType(common.HeaderType.ENDORSER_TRANSACTION);
  header.setChannelId('energy');
  header.setTxId(txId);
  header.setExtension$(extension.serializeBinary());
  spoil.channelHeader?.(header);
  return header.serializeBinary();
}

function transactionOf(content: TransactionContent, header: common.Header): Uint8Array {
  const { spoil = {} } = content;
  const actionPayload = new peer.ChaincodeActionPayload();
  actionPayload.setChaincodeProposalPayload(Buffer.from('the proposal'));
  const proposalHash = createHash('sha256')
    .update(header.getChannelHeader_asU8())
    .update(header.getSignatureHeader_asU8())
    .update(actionPayload.getChaincodeProposalPayload_asU8())
    .digest();
  actionPayload.setAction(endorsedActionOf(content, proposalHash));
  spoil.actionPayload?.(actionPayload);
  const action = new peer.TransactionAction();
  action.setHeader(header.getSignatureHeader_asU8());
  action.setPayload(actionPayload.serializeBinary());
  spoil.action?.(action);
  const transaction = new peer.Transaction();
  transaction.addActions(action);
  spoil.transaction?.(transaction);
  return transaction.serializeBinary();
}

function endorsedActionOf(
  content: TransactionContent,
  proposalHash: Uint8Array,
): peer.ChaincodeEndorsedAction {
  const { chaincode, results, endorsers, spoil = {} } = content;
  const action = new peer.ChaincodeAction();
  action.setChaincodeId(chaincodeId(chaincode));
  action.setResults(results);
  spoil.chaincodeAction?.(action);
  const response = new peer.ProposalResponsePayload();
  response.setProposalHash(proposalHash);
  response.setExtension$(action.serializeBinary());
  spoil.response?.(response);
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(response.serializeBinary());
  for (const endorser of endorsers) {
    const endorsement = new peer.Endorsement();
    endorsement.setEndorser(endorser.serialized);
    endorsement.setSignature(
      endorser.sign(Buffer.concat([endorsed.getProposalResponsePayload_asU8(), endorser.serialized])),
    );
    spoil.endorsement?.(endorsement);
    endorsed.addEndorsements(endorsement);
  }
  return endorsed;
}

function chaincodeId(name: string): peer.ChaincodeID {
  const id = new peer.ChaincodeID();
  id.setName(name);
  id.setVersion('1.0');
  return id;
}
