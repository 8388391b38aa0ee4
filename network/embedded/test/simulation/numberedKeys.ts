import { ArraySnapshot } from './ArraySnapshot.js';

/** Keys `key000` and on in namespace cc, written by transactions 0 and on of block 1. */
export function numberedKeys(count: number): ArraySnapshot {
  const snapshot = new ArraySnapshot();
  for (let index = 0; index < count; index++) {
    snapshot.put('cc', `key${String(index).padStart(3, '0')}`, `value${index}`, { block: 1, tx: index });
  }
  return snapshot;
}
