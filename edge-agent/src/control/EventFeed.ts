import { EventEmitter } from 'node:events';
import { Mutex, sequenceAttribute } from '@acequia/protocol';
import type { KeyStore } from '@acequia/protocol/keystore';
import { controlEventSchema, type ControlEvent } from './controlSchemas.js';

const FOLDER = 'feed';
/** Events kept for who comes back. */
const MAX_KEPT = 1_000;

type WithoutId<E> = E extends unknown ? Omit<E, 'id'> : never;
/** An event before it has its place. */
export type NewControlEvent = WithoutId<ControlEvent>;

/** What happened, for programs of the household: numbered, on the disk, sealed at rest, and handed to who listens. */
export class EventFeed {
  readonly #store: KeyStore;
  readonly #listeners = new EventEmitter<{ event: [ControlEvent] }>();
  #events: ControlEvent[] = [];
  readonly #turns = new Mutex();

  constructor(store: KeyStore) {
    this.#store = store;
    this.#listeners.setMaxListeners(0);
  }

  /** @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    for (const name of await this.#store.names(FOLDER)) {
      const event = await this.#store.get(name, controlEventSchema);
      if (event !== undefined) this.#events.push(event);
    }
  }

  /** Durable when it comes back. */
  async add(event: NewControlEvent): Promise<void> {
    await this.#turns.run(async () => {
      const numbered = { ...event, id: (this.#events.at(-1)?.id ?? 0) + 1 };
      await this.#store.put(nameOf(numbered.id), numbered);
      this.#events.push(numbered);
      while (this.#events.length > MAX_KEPT) {
        const oldest = this.#events.shift();
        if (oldest !== undefined) await this.#store.remove(nameOf(oldest.id));
      }
      this.#listeners.emit('event', numbered);
    });
  }

  /** Events behind an id, and from then on each as it comes. @returns what ends it. */
  follow(after: number, listener: (event: ControlEvent) => void): () => void {
    for (const event of this.#events.filter(({ id }) => id > after)) listener(event);
    this.#listeners.on('event', listener);
    return () => this.#listeners.off('event', listener);
  }
}

function nameOf(id: number): string {
  return `${FOLDER}/${sequenceAttribute(id)}`;
}
