import { hashCanonical, type WindowHeader } from '@acequia/protocol';
import type { Chain } from '../outbox/records.js';

/** What the next window of a device follows: its last one on the ledger, or none. */
export function chainOf(header: WindowHeader | undefined): Chain {
  return header === undefined
    ? { sequence: 0, hash: '0'.repeat(64) }
    : { sequence: header.sequence, hash: hashCanonical(header) };
}
