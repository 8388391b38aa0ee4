import type { ledger } from '@hyperledger/fabric-protos';
import type { Version } from '../ledger/Version.js';

/** `undefined`, no version: the key was absent. Beyond 2^53 numbers lose digits; no committed version is there. */
export function versionOf(version: ledger.rwset.kvrwset.Version | undefined): Version | undefined {
  return version && { block: version.getBlockNum(), tx: version.getTxNum() };
}
