import { common, peer } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { IndexedTransaction } from '../../src/ledger/BlockCommit.js';

export interface TestTransaction {
  readonly txId: string;
  readonly code?: number;
  readonly type?: number;
  readonly event?: { readonly chaincode: string; readonly name: string; readonly payload?: string };
}

/** A block of unsigned transactions, with their validation codes. */
export function testBlock(
  number: number,
  transactions: readonly TestTransaction[],
): { readonly block: common.Block; readonly transactions: readonly IndexedTransaction[] } {
  const header = new common.BlockHeader();
  header.setNumber(number);
  const data = new common.BlockData();
  data.setDataList(transactions.map((transaction) => envelopeOf(transaction)));
  const codes = transactions.map(({ code }) => code ?? peer.TxValidationCode.VALID);
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList([new Uint8Array(), new Uint8Array(), Uint8Array.from(codes)]);
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadata);
  const indexed = transactions.map(({ txId }, index) => ({ index, txId, code: codes[index] ?? 0 }));
  return { block, transactions: indexed };
}

function envelopeOf(transaction: TestTransaction): Uint8Array {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(transaction.type ?? common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setChannelId('mychannel');
  channelHeader.setTxId(transaction.txId);
  channelHeader.setTimestamp(timestamps.Timestamp.fromDate(new Date()));
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(transactionOf(transaction));
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope.serializeBinary();
}

function transactionOf({ txId, event }: TestTransaction): Uint8Array {
  const chaincodeAction = new peer.ChaincodeAction();
  if (event !== undefined) {
    const message = new peer.ChaincodeEvent();
    message.setChaincodeId(event.chaincode);
    message.setEventName(event.name);
    message.setTxId(txId);
    message.setPayload(Buffer.from(event.payload ?? ''));
    chaincodeAction.setEvents(message.serializeBinary());
  }
  const response = new peer.ProposalResponsePayload();
  response.setExtension$(chaincodeAction.serializeBinary());
  const endorsedAction = new peer.ChaincodeEndorsedAction();
  endorsedAction.setProposalResponsePayload(response.serializeBinary());
  const actionPayload = new peer.ChaincodeActionPayload();
  actionPayload.setAction(endorsedAction);
  const action = new peer.TransactionAction();
  action.setPayload(actionPayload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.addActions(action);
  return transaction.serializeBinary();
}
