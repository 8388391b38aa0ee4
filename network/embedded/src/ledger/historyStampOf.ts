import { common } from '@hyperledger/fabric-protos';
import type { HistoryEntry } from './HistoryEntry.js';

/** A transaction's id and time as its channel header has them. @throws Error when the bytes are no such envelope */
export function historyStampOf(envelope: Uint8Array): Pick<HistoryEntry, 'txId' | 'timestamp'> {
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(envelope).getPayload_asU8(),
  );
  const header = common.ChannelHeader.deserializeBinary(
    payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
  );
  const timestamp = header.getTimestamp();
  return {
    txId: header.getTxId(),
    timestamp: { seconds: timestamp?.getSeconds() ?? 0, nanos: timestamp?.getNanos() ?? 0 },
  };
}
