import { NO_HASH, payloadHash } from '@acequia/protocol';
import type { Chain, SignedReadings } from '../outbox/records.js';

/** What the next window of a device follows: its last one on the ledger, or none. */
export function chainOf(last: Pick<SignedReadings, 'sequence' | 'payload'> | undefined): Chain {
  return last === undefined
    ? { sequence: 0, hash: NO_HASH }
    : { sequence: last.sequence, hash: payloadHash(last.payload) };
}
