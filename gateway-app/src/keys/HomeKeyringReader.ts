import {
  CodedError,
  type EpochKeys,
  type EpochRecord,
  type RevealPlace,
  type RevealRecord,
} from '@acequia/protocol';
import type { LedgerBlock } from '@acequia/protocol/fabric';
import { homeEpochSchema, type HomeEpoch, type KeyStore } from '@acequia/protocol/keystore';
import { checkEpochKeys } from './checkEpochKeys.js';
import type { EpochKeySource } from './EpochKeySource.js';

const FOLDER = 'epoch';
const PUBLISH = 'keys:publishEpochs';

/**
 * Reads the keys that a home's agent keeps: it writes an epoch's before it publishes the epoch. What is not there is waited
 * for; what is there and not what the ledger commits to is a draft that came to nothing, and is read again later.
 */
export class HomeKeyringReader implements EpochKeySource {
  readonly faultWithoutKeys = undefined;
  readonly #store: KeyStore;
  readonly #domain: string;
  readonly #epochs = new Map<number, HomeEpoch>();

  /** @param domain `sealingDomain`. */
  constructor(store: KeyStore, domain: string) {
    this.#store = store;
    this.#domain = domain;
  }

  /** Reads all epochs that are not known yet. @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    for (const name of await this.#store.names(FOLDER)) {
      if (!this.#epochs.has(Number(name.slice(FOLDER.length + 1)))) await this.#read(name);
    }
  }

  async prepare(block: LedgerBlock): Promise<void> {
    if (block.transactions.some((transaction) => transaction.function === PUBLISH)) await this.load();
  }

  keysOf(record: EpochRecord): EpochKeys {
    const { homeId, epoch } = record;
    const known = this.#epochs.get(epoch);
    if (known?.homeId !== homeId) throw notHere(epoch);
    const keys = {
      essential: Buffer.from(known.keys.essential, 'base64'),
      extended: Buffer.from(known.keys.extended, 'base64'),
      audit: Buffer.from(known.keys.audit, 'base64'),
    };
    try {
      checkEpochKeys(keys, record, { domain: this.#domain, homeId, epoch });
    } catch (error) {
      this.#epochs.delete(epoch);
      throw notHere(epoch, error);
    }
    return keys;
  }

  revealedKey({ sequence }: RevealRecord, { deviceId }: RevealPlace): Buffer {
    throw new CodedError('KEYS_NOT_HERE', `the key of ${deviceId}/${sequence} was revealed to the community`);
  }

  async #read(name: string): Promise<void> {
    const epoch = await this.#store.get(name, homeEpochSchema);
    if (epoch !== undefined) this.#epochs.set(epoch.record.epoch, epoch);
  }
}

function notHere(epoch: number, cause?: unknown): CodedError {
  return new CodedError('KEYS_NOT_HERE', `the keys of epoch ${epoch} are not here (yet)`, { cause });
}
