import { ledger } from '@hyperledger/fabric-protos';
import type { Version } from '../ledger/Version.js';

/** A version as a read-write set has it; none for an absent key. */
export function kvVersionOf(version: Version | undefined): ledger.rwset.kvrwset.Version | undefined {
  if (version === undefined) return undefined;
  const message = new ledger.rwset.kvrwset.Version();
  message.setBlockNum(version.block);
  message.setTxNum(version.tx);
  return message;
}
