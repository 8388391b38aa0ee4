import {
  encodeRecordHeader,
  Mutex,
  openRecord,
  parseRecord,
  recordCommitment,
  recordHeaderOf,
  recordKey,
  sequenceAttribute,
  type WindowHeader,
  type WindowRecord,
} from '@acequia/protocol';
import {
  homeEpochSchema,
  operationSecretSchema,
  type HomeEpoch,
  type KeyStore,
  type OperationSecret,
} from '@acequia/protocol/keystore';
import { communityKeySchema, type CommunityKey } from './communityKeySchema.js';

const EPOCHS = 'epoch';
const OPERATION = 'operation';
const COMMUNITY = 'community';
/** So many epochs of the newest are held in memory: more than ever take records at once at the speeds of demos. */
const RECENT = 400;

/** A home's secret keys: of its epochs, and of its operation keys; on the disk encrypted, the newest in memory too. */
export class HomeKeyring {
  readonly #store: KeyStore;
  readonly #domain: string;
  /** By number, ascending. */
  readonly #recent = new Map<number, HomeEpoch>();
  readonly #turns = new Mutex();

  /** @param domain `sealingDomain`. */
  constructor(store: KeyStore, domain: string) {
    this.#store = store;
    this.#domain = domain;
  }

  /** Reads the newest epochs. @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    this.#recent.clear();
    for (const name of (await this.#store.names(EPOCHS)).slice(-RECENT)) {
      const epoch = await this.#store.get(name, homeEpochSchema);
      if (epoch !== undefined) this.#recent.set(epoch.record.epoch, epoch);
    }
  }

  /** The newest epochs that seal: on the ledger and not revoked, ascending. */
  get sealing(): readonly HomeEpoch[] {
    return [...this.#recent.values()].filter(({ state }) => state === 'published');
  }

  /** The newest epoch that is on the ledger. */
  get latest(): HomeEpoch | undefined {
    return [...this.#recent.values()].findLast(({ state }) => state !== 'drafted');
  }

  /** Number of {@link latest}; undefined when its second wrap is for nobody. */
  get sharedEpoch(): number | undefined {
    const { latest } = this;
    return latest?.delegatee === undefined ? undefined : latest.record.epoch;
  }

  /** Epochs that are not known to be on the ledger, ascending. */
  get drafts(): readonly HomeEpoch[] {
    return [...this.#recent.values()].filter(({ state }) => state === 'drafted');
  }

  /** All epochs of the newest, in the cell of the grid that ends then, ascending, revoked ones included. */
  ofCell(end: number): readonly HomeEpoch[] {
    return [...this.#recent.values()].filter(({ record }) => record.end === end);
  }

  async epoch(number: number): Promise<HomeEpoch | undefined> {
    return this.#recent.get(number) ?? this.#store.get(nameOf(number), homeEpochSchema);
  }

  /** Keeps epochs, durable when it comes back, in place of those of the same number. */
  async keep(epochs: readonly HomeEpoch[]): Promise<void> {
    await this.#turns.run(async () => this.#put(epochs));
  }

  /** Destroys drafts that will never be on the ledger: nothing was sealed with them. */
  async drop(drafts: readonly HomeEpoch[]): Promise<void> {
    await this.#turns.run(async () => {
      // The last first: what a crash leaves is a beginning of the batch.
      for (const { record, state } of [...drafts].reverse()) {
        if (state !== 'drafted') throw new Error('only drafts are dropped');
        await this.#store.remove(nameOf(record.epoch));
        this.#recent.delete(record.epoch);
      }
    });
  }

  /** Seals nothing with an epoch any more: revoked, or its record on the ledger cannot be used. */
  async revoke(number: number): Promise<void> {
    await this.#turns.run(async () => {
      const epoch = await this.epoch(number);
      if (epoch?.state === 'published') await this.#put([{ ...epoch, state: 'revoked' }]);
    });
  }

  /**
   * Opens a sealed essential dataset of this home; undefined when its epoch's key is not here.
   *
   * @throws CodedError RECORD_MALFORMED, COMMITMENT_WRONG, SEAL_BROKEN.
   */
  async openEssential(record: Uint8Array): Promise<Buffer | undefined> {
    const epoch = await this.epoch(parseRecord(record).header.epoch);
    if (epoch === undefined) return undefined;
    return openRecord(Buffer.from(epoch.keys.essential, 'base64'), record, this.#domain);
  }

  /** The key of one essential record, 32 bytes; undefined when this keyring has not got it. */
  async dek({
    header,
    commitment,
  }: {
    readonly header: WindowHeader;
    readonly commitment: WindowRecord['commitment'];
  }): Promise<Buffer | undefined> {
    const epoch = await this.epoch(header.epoch);
    if (epoch === undefined) return undefined;
    const headerBytes = encodeRecordHeader(recordHeaderOf(header, 'essential'));
    const dek = recordKey(Buffer.from(epoch.keys.essential, 'base64'), headerBytes);
    return recordCommitment(dek, headerBytes).toString('hex') === commitment ? dek : undefined;
  }

  /** The private operation keys that are kept, oldest first. */
  async operationSecrets(): Promise<readonly OperationSecret[]> {
    const secrets: OperationSecret[] = [];
    for (const name of await this.#store.names(OPERATION)) {
      const secret = await this.#store.get(name, operationSecretSchema);
      if (secret !== undefined) secrets.push(secret);
    }
    return secrets;
  }

  async keepOperationSecret(secret: OperationSecret): Promise<void> {
    await this.#store.put(`${OPERATION}/${sequenceAttribute(secret.version)}`, secret);
  }

  async destroyOperationSecret(version: number): Promise<void> {
    await this.#store.remove(`${OPERATION}/${sequenceAttribute(version)}`);
  }

  /** A key of the community that this home has sealed to; without a version the newest of them. */
  async communityKey(version?: number): Promise<CommunityKey | undefined> {
    const name =
      version === undefined
        ? (await this.#store.names(COMMUNITY)).at(-1)
        : `${COMMUNITY}/${sequenceAttribute(version)}`;
    return name === undefined ? undefined : this.#store.get(name, communityKeySchema);
  }

  async keepCommunityKey(key: CommunityKey): Promise<void> {
    await this.#store.put(`${COMMUNITY}/${sequenceAttribute(key.version)}`, key);
  }

  async #put(epochs: readonly HomeEpoch[]): Promise<void> {
    for (const epoch of epochs) {
      await this.#store.put(nameOf(epoch.record.epoch), epoch);
      this.#remember(epoch);
    }
    this.#forgetOld();
  }

  /** In order of number: one from long ago that changes again must not stand behind the newest. */
  #remember(epoch: HomeEpoch): void {
    const { epoch: number } = epoch.record;
    const newest = [...this.#recent.keys()].at(-1) ?? 0;
    if (number > newest || this.#recent.has(number)) this.#recent.set(number, epoch);
  }

  #forgetOld(): void {
    for (const number of this.#recent.keys()) {
      if (this.#recent.size <= RECENT) return;
      this.#recent.delete(number);
    }
  }
}

function nameOf(epoch: number): string {
  return `${EPOCHS}/${sequenceAttribute(epoch)}`;
}
