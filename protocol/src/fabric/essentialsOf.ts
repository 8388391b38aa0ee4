import { sha256Hex } from '../crypto/hash.js';
import { parseJsonWith } from '../parseWith.js';
import { republishWindowRequestSchema } from '../schemas/complaints.js';
import { submitWindowsRequestSchema, type SignedWindow } from '../schemas/monitoring.js';
import type { LedgerTransaction } from './LedgerBlock.js';

/**
 * The sealed essential datasets that a transaction came with, by their SHA-256 as the window's record names it. They are read from
 * its request: of a batch longer than what is kept in state, the older ones are in no write.
 */
export function essentialsOf({
  function: name,
  request,
}: Pick<LedgerTransaction, 'function' | 'request'>): ReadonlyMap<string, Buffer> {
  const records = windowsOf(name, request).map(({ essential }) => Buffer.from(essential, 'base64'));
  return new Map(records.map((record) => [sha256Hex(record), record]));
}

function windowsOf(name: string | undefined, request: Uint8Array | undefined): readonly SignedWindow[] {
  if (request === undefined) return [];
  const text = (): string => Buffer.from(request).toString('utf8');
  if (name === 'monitoring:submitWindows') return parseJsonWith(submitWindowsRequestSchema, text()).windows;
  if (name === 'monitoring:republishWindow') {
    return [parseJsonWith(republishWindowRequestSchema, text()).window];
  }
  return [];
}
