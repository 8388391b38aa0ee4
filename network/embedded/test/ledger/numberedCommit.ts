import type { BlockCommit } from '../../src/ledger/BlockCommit.js';
import type { StateEntry } from '../../src/ledger/StateEntry.js';
import { testCommit } from './testCommit.js';

/** How many keys {@link numberedCommit}s write to. */
export const NUMBERED_KEYS = 40;

/** The next block of a chain whose content follows from its number: ten keys are written, each third block deletes one. */
export function numberedCommit(chain: {
  readonly height: number;
  readonly lastHash: Uint8Array;
}): BlockCommit {
  const number = chain.height;
  const written = Array.from({ length: 10 }, (_, tx) => ({
    space: 'cc',
    key: Buffer.from(`key${String((number * 7 + tx) % NUMBERED_KEYS)}`),
    entry: entry(number, tx),
  }));
  const deleted = { space: 'cc', key: Buffer.from(`key${String(number % NUMBERED_KEYS)}`), entry: undefined };
  return testCommit(chain, {
    txIds: written.map((_, tx) => `tx${String(number)}-${String(tx)}`),
    updates: number % 3 === 0 ? [...written, deleted] : written,
    history: written.map(({ key, entry: { value } }, tx) => ({ namespace: 'cc', key, tx, value })),
  });
}

function entry(block: number, tx: number): StateEntry {
  return {
    value: Buffer.alloc(200, `${String(block)}/${String(tx)} `),
    metadata: new Map(),
    version: { block, tx },
  };
}
