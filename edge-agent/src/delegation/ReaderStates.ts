import { Mutex } from '@acequia/protocol';
import type { KeyStore } from '@acequia/protocol/keystore';
import { readerStateSchema, type ReaderState } from './readerStateSchema.js';

const FOLDER = 'reader';
const FRESH: ReaderState = {
  isPast: false,
  opened: [],
  acknowledged: [],
  faults: [],
  pending: [],
  unopened: [],
};

/** How far each delegation has been read, on the disk and in memory; one change at a time. */
export class ReaderStates {
  readonly #store: KeyStore;
  readonly #states = new Map<string, ReaderState>();
  readonly #turns = new Mutex();

  constructor(store: KeyStore) {
    this.#store = store;
  }

  /** @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    for (const name of await this.#store.names(FOLDER)) {
      const state = await this.#store.get(name, readerStateSchema);
      if (state !== undefined) this.#states.set(name.slice(FOLDER.length + 1), state);
    }
  }

  find(delegationId: string): ReaderState | undefined {
    return this.#states.get(delegationId);
  }

  get(delegationId: string): ReaderState {
    return this.find(delegationId) ?? FRESH;
  }

  /** Durable when it comes back. */
  async change(delegationId: string, change: (state: ReaderState) => ReaderState): Promise<void> {
    await this.#turns.run(async () => {
      const before = this.get(delegationId);
      const after = change(before);
      if (after === before) return;
      await this.#store.put(`${FOLDER}/${delegationId}`, after);
      this.#states.set(delegationId, after);
    });
  }
}
