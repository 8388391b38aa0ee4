import { peer } from '@hyperledger/fabric-protos';
import { shorten } from '../peer/shorten.js';
import type { BlockTransaction } from '../validation/BlockTransaction.js';

const MAX_BYTES = 1000;

/** One line about a transaction that does not count: its id and the reason may have any text of a client's in them. */
export function describeInvalid({ txId, code }: BlockTransaction, reason: string): string {
  const [name = String(code)] =
    Object.entries(peer.TxValidationCode).find(([, number]) => number === code) ?? [];
  const line = shorten(`transaction ${txId} is invalid, ${name}: ${reason}`, MAX_BYTES, (character) =>
    Buffer.byteLength(character),
  );
  return JSON.stringify(line).slice(1, -1);
}
