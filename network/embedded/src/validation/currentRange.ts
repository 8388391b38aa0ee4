import type { KeyRead } from '../simulation/KeyRead.js';
import type { RangeQuery } from '../simulation/RangeQuery.js';
import type { BlockUpdates } from './BlockUpdates.js';
import type { CommittedState } from './CommittedState.js';
import { textKey } from '../ledger/textKey.js';
import type { PendingState } from './PendingState.js';
import { publicKeyId } from './publicKeyId.js';

/**
 * What a range query would give now: the committed state with what earlier transactions of the block did to it. As Fabric's
 * core/ledger/kvledger/txmgmt/validation/combined_iterator.go.
 */
export function* currentRange(
  query: RangeQuery,
  space: string,
  updates: BlockUpdates,
  state: CommittedState,
): Generator<KeyRead> {
  const start = publicKeyId(query.startKey);
  const end = publicKeyId(query.endKey);
  const changed = updates.range(space, start, end);
  let next = 0;
  for (const [id, { version }] of state.range(space, start, end)) {
    for (let change = changed[next]; change !== undefined && change[0] < id; change = changed[next]) {
      next += 1;
      yield* present(...change);
    }
    const change = changed[next];
    if (change?.[0] === id) {
      next += 1;
      yield* present(...change);
    } else {
      yield { key: keyOf(id), version };
    }
  }
  for (const change of changed.slice(next)) yield* present(...change);
  // A query that was not read to its end says the last key that it gave: that one belongs to it.
  if (!query.exhausted) yield* present(end, currentState(space, end, updates, state));
}

function* present(id: string, pending: PendingState | undefined): Generator<KeyRead> {
  if (pending?.entry !== undefined) yield { key: keyOf(id), version: pending.version };
}

function currentState(
  space: string,
  id: string,
  updates: BlockUpdates,
  state: CommittedState,
): PendingState | undefined {
  const pending = updates.get(space, id);
  if (pending !== undefined) return pending;
  const entry = state.get(space, id);
  return entry && { entry, version: entry.version };
}

function keyOf(id: string): string {
  return textKey(id).toString('utf8');
}
