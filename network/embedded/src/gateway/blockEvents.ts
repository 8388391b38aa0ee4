import { common, peer } from '@hyperledger/fabric-protos';
import { MalformedMessageError } from '../peer/MalformedMessageError.js';
import { parseMessage } from '../peer/parseMessage.js';

const known = new WeakMap<common.Block, readonly peer.ChaincodeEvent[]>();

/** The chaincode events of a block's valid transactions, in their order. Read once for all who follow the blocks. */
export function blockEvents(block: common.Block): readonly peer.ChaincodeEvent[] {
  let events = known.get(block);
  if (events === undefined) known.set(block, (events = readEvents(block)));
  return events;
}

function readEvents(block: common.Block): readonly peer.ChaincodeEvent[] {
  const metadata = block.getMetadata()?.getMetadataList_asU8() ?? [];
  const codes = metadata[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? new Uint8Array();
  return (block.getData()?.getDataList_asU8() ?? []).flatMap((envelope, index) =>
    codes[index] === peer.TxValidationCode.VALID ? transactionEvents(envelope) : [],
  );
}

function transactionEvents(bytes: Uint8Array): readonly peer.ChaincodeEvent[] {
  const envelope = common.Envelope.deserializeBinary(bytes);
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const header = common.ChannelHeader.deserializeBinary(
    payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
  );
  if (header.getType() !== common.HeaderType.ENDORSER_TRANSACTION) return [];
  const transaction = peer.Transaction.deserializeBinary(payload.getData_asU8());
  return transaction
    .getActionsList()
    .map((action) => actionEvent(action.getPayload_asU8()))
    .filter((event) => event !== undefined);
}

/** `undefined` for none, and for bytes that are none: a chaincode's event is not looked at when a block is validated. */
function actionEvent(bytes: Uint8Array): peer.ChaincodeEvent | undefined {
  try {
    const actionPayload = parseMessage(peer.ChaincodeActionPayload, bytes);
    const endorsed = actionPayload.getAction()?.getProposalResponsePayload_asU8() ?? new Uint8Array();
    const responsePayload = parseMessage(peer.ProposalResponsePayload, endorsed);
    const action = parseMessage(peer.ChaincodeAction, responsePayload.getExtension_asU8());
    const event = parseMessage(peer.ChaincodeEvent, action.getEvents_asU8());
    return event.getChaincodeId() !== '' && event.getEventName() !== '' && event.getTxId() !== ''
      ? event
      : undefined;
  } catch (error) {
    if (error instanceof MalformedMessageError) return undefined;
    throw error;
  }
}
