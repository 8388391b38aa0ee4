import { join } from 'node:path';
import type { AtRestCipher } from '@acequia/protocol/keystore';
import { DeviceQueue } from './DeviceQueue.js';
import { factsSchema, type Facts } from './records.js';
import { Store } from './Store.js';

/** All that must survive kill -9: a queue per device, and what the ledger said last. No reading lies on the disk in the clear. */
export class Outbox {
  readonly #store: Store;

  /** @param dataDir the agent's folder. */
  constructor(dataDir: string, cipher: AtRestCipher) {
    this.#store = new Store(join(dataDir, 'outbox'), cipher);
  }

  /** Records of other services, under key prefixes of their own. */
  get store(): Store {
    return this.#store;
  }

  /** @throws CodedError STORE_UNAVAILABLE */
  async open(): Promise<void> {
    await this.#store.open();
  }

  async close(): Promise<void> {
    await this.#store.close();
  }

  queue(deviceId: string): DeviceQueue {
    return new DeviceQueue(this.#store, deviceId);
  }

  async facts(): Promise<Facts | undefined> {
    return this.#store.get('facts', factsSchema);
  }

  async saveFacts(facts: Facts): Promise<void> {
    await this.#store.write([['facts', facts]]);
  }
}
