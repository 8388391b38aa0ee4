import { ledger } from '@hyperledger/fabric-protos';
import type { KeyRead } from './KeyRead.js';
import { kvVersionOf } from './kvVersionOf.js';

/** A read as a read-write set has it. */
export function kvReadOf(read: KeyRead): ledger.rwset.kvrwset.KVRead {
  const message = new ledger.rwset.kvrwset.KVRead();
  message.setKey(read.key);
  message.setVersion(kvVersionOf(read.version));
  return message;
}
