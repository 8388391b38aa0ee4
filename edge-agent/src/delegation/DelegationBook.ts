import { CodedError, Mutex, random16Hex } from '@acequia/protocol';
import type { KeyStore } from '@acequia/protocol/keystore';
import { delegationEntrySchema, type DelegationEntry } from './delegationEntry.js';
import type { DelegationStep } from './nextDelegation.js';

const FOLDER = 'delegation';

/** The home's delegations, on the disk and in memory. One step at a time; a step that came back is on the disk. */
export class DelegationBook {
  readonly #store: KeyStore;
  readonly #entries = new Map<string, DelegationEntry>();
  readonly #turns = new Mutex();

  /** @param store the home's keys: the delegatee's private key is among what is kept. */
  constructor(store: KeyStore) {
    this.#store = store;
  }

  /** @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    for (const name of await this.#store.names(FOLDER)) {
      const entry = await this.#store.get(name, delegationEntrySchema);
      if (entry !== undefined) this.#entries.set(entry.delegationId, entry);
    }
  }

  /** In order of their last change, then of their ids. */
  list(): readonly DelegationEntry[] {
    return [...this.#entries.values()].sort(
      (a, b) => a.changedAt - b.changedAt || (a.delegationId < b.delegationId ? -1 : 1),
    );
  }

  find(delegationId: string): DelegationEntry | undefined {
    return this.#entries.get(delegationId);
  }

  /** @throws CodedError DELEGATION_UNKNOWN. */
  get(delegationId: string): DelegationEntry {
    const entry = this.find(delegationId);
    if (entry === undefined) throw new CodedError('DELEGATION_UNKNOWN', 'there is no delegation of that id');
    return entry;
  }

  /**
   * Takes a step. It sees all entries as they are once the steps before are done, and may throw to refuse.
   *
   * @returns the entry as it is afterwards; undefined when the step changed nothing.
   */
  async step(take: () => DelegationStep | undefined): Promise<DelegationEntry | undefined> {
    return await this.#turns.run(async () => {
      const step = take();
      if (step === undefined) return undefined;
      const outgoing = step.tell.map((telling) => ({ messageId: random16Hex(), ...telling }));
      const entry = { ...step.entry, outgoing: [...step.entry.outgoing, ...outgoing] };
      await this.#store.put(`${FOLDER}/${entry.delegationId}`, entry);
      this.#entries.set(entry.delegationId, entry);
      return entry;
    });
  }
}
