import type { StateEntry } from '../ledger/StateEntry.js';
import type { StateSnapshot } from '../ledger/StateSnapshot.js';
import { keyText } from '../ledger/keyText.js';
import { textKey } from '../ledger/textKey.js';

/** The state that a block is judged against: what its predecessors left. A key is looked up once. */
export class CommittedState {
  readonly #snapshot: StateSnapshot;
  readonly #seen = new Map<string, Map<string, StateEntry | undefined>>();

  constructor(snapshot: StateSnapshot) {
    this.#snapshot = snapshot;
  }

  get(space: string, id: string): StateEntry | undefined {
    const known = this.#space(space);
    if (known.has(id)) return known.get(id);
    const entry = this.#snapshot.get(space, textKey(id));
    known.set(id, entry);
    return entry;
  }

  /** From `start` (included) to `end` (excluded; empty: to the end of the space), in order. */
  *range(space: string, start: string, end: string): Generator<readonly [id: string, entry: StateEntry]> {
    const last = end === '' ? undefined : textKey(end);
    for (const [key, entry] of this.#snapshot.range(space, textKey(start), last)) {
      yield [keyText(key), entry];
    }
  }

  #space(space: string): Map<string, StateEntry | undefined> {
    const known = this.#seen.get(space);
    if (known !== undefined) return known;
    const created = new Map<string, StateEntry | undefined>();
    this.#seen.set(space, created);
    return created;
  }
}
