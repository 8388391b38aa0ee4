import { computedTxId } from './computedTxId.js';
import type { EnvelopeParts } from './EnvelopeParts.js';

/**
 * Under which id the ledger finds the transaction, valid or not: the one that it claims, or else the one computed (Fabric:
 * protoutil.GetOrComputeTxIDFromEnvelope). Empty when there is neither.
 */
export function indexedTxId({ channelHeader, signatureHeader }: EnvelopeParts): string {
  if (channelHeader === undefined) return '';
  return channelHeader.getTxId() || (signatureHeader === undefined ? '' : computedTxId(signatureHeader));
}
