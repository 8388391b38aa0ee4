import { common, peer } from '@hyperledger/fabric-protos';
import { enumMember } from '../peer/enumMember.js';
import { parseMessage } from '../peer/parseMessage.js';

const HEADER_TYPES = Object.values({ ...common.HeaderType });
const VALIDATION_CODES = Object.values({ ...peer.TxValidationCode });

/**
 * A block's transaction ids, types, validation codes and events without their payload (core/peer/deliverevents.go).
 *
 * @throws MalformedMessageError when a part of a transaction is none
 */
export function filteredBlock(block: common.Block): peer.FilteredBlock {
  const filtered = new peer.FilteredBlock();
  filtered.setNumber(block.getHeader()?.getNumber() ?? 0);
  const metadata = block.getMetadata()?.getMetadataList_asU8() ?? [];
  const codes = metadata[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? new Uint8Array();
  block
    .getData()
    ?.getDataList_asU8()
    .forEach((bytes, index) => {
      addTransaction(filtered, bytes, codes[index] ?? peer.TxValidationCode.INVALID_OTHER_REASON);
    });
  return filtered;
}

function addTransaction(filtered: peer.FilteredBlock, bytes: Uint8Array, code: number): void {
  const envelope = parseMessage(common.Envelope, bytes, 'Envelope');
  const payload = parseMessage(common.Payload, envelope.getPayload_asU8(), 'Payload');
  const header = payload.getHeader();
  if (header === undefined) return;
  const channelHeader = parseMessage(common.ChannelHeader, header.getChannelHeader_asU8(), 'ChannelHeader');
  filtered.setChannelId(channelHeader.getChannelId());
  const transaction = new peer.FilteredTransaction();
  transaction.setTxid(channelHeader.getTxId());
  transaction.setType(enumMember(HEADER_TYPES, channelHeader.getType(), common.HeaderType.MESSAGE));
  transaction.setTxValidationCode(
    enumMember(VALIDATION_CODES, code, peer.TxValidationCode.INVALID_OTHER_REASON),
  );
  if (channelHeader.getType() === common.HeaderType.ENDORSER_TRANSACTION) {
    transaction.setTransactionActions(filteredActions(payload.getData_asU8()));
  }
  filtered.addFilteredTransactions(transaction);
}

function filteredActions(bytes: Uint8Array): peer.FilteredTransactionActions {
  const filtered = new peer.FilteredTransactionActions();
  for (const action of parseMessage(peer.Transaction, bytes, 'Transaction').getActionsList()) {
    const payload = parseMessage(
      peer.ChaincodeActionPayload,
      action.getPayload_asU8(),
      'ChaincodeActionPayload',
    );
    const endorsed = payload.getAction();
    if (endorsed !== undefined) addEvent(filtered, endorsed.getProposalResponsePayload_asU8());
  }
  return filtered;
}

function addEvent(filtered: peer.FilteredTransactionActions, endorsed: Uint8Array): void {
  const response = parseMessage(peer.ProposalResponsePayload, endorsed, 'ProposalResponsePayload');
  const action = parseMessage(peer.ChaincodeAction, response.getExtension_asU8(), 'ChaincodeAction');
  const event = parseMessage(peer.ChaincodeEvent, action.getEvents_asU8(), 'ChaincodeEvent');
  if (event.getChaincodeId() === '') return;
  const withoutPayload = new peer.ChaincodeEvent();
  withoutPayload.setTxId(event.getTxId());
  withoutPayload.setChaincodeId(event.getChaincodeId());
  withoutPayload.setEventName(event.getEventName());
  const filteredAction = new peer.FilteredChaincodeAction();
  filteredAction.setChaincodeEvent(withoutPayload);
  filtered.addChaincodeActions(filteredAction);
}
