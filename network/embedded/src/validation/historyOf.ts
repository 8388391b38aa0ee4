import type { HistoryWrite } from '../ledger/BlockCommit.js';
import type { ReadWriteSet } from '../simulation/ReadWriteSet.js';

/** What a valid transaction adds to the history of public keys: values and deletes, no metadata (Fabric: kvledger/history). */
export function historyOf(set: ReadWriteSet, tx: number): readonly HistoryWrite[] {
  return set.namespaces.flatMap(({ namespace, writes }) =>
    writes.map(({ key, value }) => ({ namespace, key: Buffer.from(key, 'utf8'), tx, value })),
  );
}
