import { ledger } from '@hyperledger/fabric-protos';

/** A write as a read-write set has it, of a namespace or of a collection in clear. */
export function kvWriteOf(key: string, value: Uint8Array | undefined): ledger.rwset.kvrwset.KVWrite {
  const write = new ledger.rwset.kvrwset.KVWrite();
  write.setKey(key);
  if (value === undefined) write.setIsDelete(true);
  else write.setValue(value);
  return write;
}
