import { ledger } from '@hyperledger/fabric-protos';
import timestampProto from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { HistoryEntry } from '../ledger/HistoryEntry.js';
import type { QueryResults } from './OpenQueries.js';

/** A key's history as `queryresult.KeyModification`; it has no pages. */
export function historyResults(entries: Iterator<HistoryEntry>): QueryResults {
  return {
    next: (): Uint8Array | undefined => {
      const entry = entries.next();
      return entry.done === true ? undefined : encode(entry.value);
    },
    bookmark: () => '',
    close: () => {
      entries.return?.();
    },
  };
}

function encode({ txId, value, timestamp: { seconds, nanos } }: HistoryEntry): Uint8Array {
  const timestamp = new timestampProto.Timestamp();
  timestamp.setSeconds(seconds);
  timestamp.setNanos(nanos);
  const modification = new ledger.queryresult.KeyModification();
  modification.setTxId(txId);
  modification.setTimestamp(timestamp);
  if (value === undefined) modification.setIsDelete(true);
  else modification.setValue(value);
  return modification.serializeBinary();
}
