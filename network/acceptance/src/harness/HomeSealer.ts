import {
  EPOCH_LATENESS_SECONDS,
  EPOCH_LATENESS_WALL_SECONDS,
  Mutex,
  random16Hex,
  sealingDomain,
  toLedgerTime,
  type Epoch,
  type EpochKeys,
  type EpochNotes,
  type EpochView,
  type LedgerClock,
} from '@acequia/protocol';
import { LedgerError, orUnknown } from '@acequia/protocol/fabric';
import type { CommunityKeys } from './CommunityKeys.js';
import { draftEpoch } from './draftEpoch.js';
import { EpochFolder } from './EpochFolder.js';
import type { EpochKeyring } from './EpochKeyring.js';
import { eventually } from './eventually.js';
import type { KeyConfig, KeyFolder } from './KeyFolder.js';
import type { Member } from './Member.js';
import type { Delegatee, SealingEpoch } from './SealingEpoch.js';

/** What the next epoch is to be like; whatever is absent is as an honest home makes it. */
export interface EpochOptions {
  /** Ledger seconds; now when absent. */
  readonly start?: number;
  /** Ledger seconds that it must not end before. */
  readonly until?: number;
  readonly delegatee?: Delegatee;
  readonly notes?: EpochNotes;
  /** The community's key that it is wrapped to; the newest when absent. */
  readonly communityKey?: { readonly version: number; readonly publicKey: Uint8Array };
  /** Changes the record before it is published, however broken. */
  readonly change?: ((epoch: Epoch, keys: EpochKeys) => Epoch) | undefined;
}

/** A test must be able to use the epoch that it was given for so long, seconds of this machine's clock. */
const LEAST_LIFE = 40;
/** What comes of a program that publishes at the same time, be it the home's or the community's. */
const RACE_CODES = ['EPOCH_EXISTS', 'EPOCH_REPLAY', 'EPOCH_GAP', 'EPOCH_OVERLAP', 'COMMUNITY_KEY_OLD'];
const MOST_TRIES = 5;

/**
 * A home's keys in the tests: publishes an epoch when one is needed, one after the other whoever asks, and keeps each in a
 * folder that the home's own programs can take over.
 */
export class HomeSealer implements EpochKeyring {
  readonly homeId: string;
  readonly domain: string;
  readonly channel: string;
  readonly folder: KeyFolder;
  readonly #home: Member;
  readonly #clock: LedgerClock;
  readonly #community: CommunityKeys;
  readonly #epochs: EpochFolder;
  readonly #known = new Map<number, SealingEpoch>();
  #current: SealingEpoch | undefined;
  #isHandedOver = false;
  /** One after the other: each takes the number behind the newest. */
  readonly #turns = new Mutex();

  constructor(
    homeId: string,
    home: Member,
    clock: LedgerClock,
    parts: { readonly folder: KeyFolder; readonly community: CommunityKeys },
  ) {
    this.homeId = homeId;
    this.domain = sealingDomain(home.connection);
    this.channel = home.connection.channel;
    this.folder = parts.folder;
    this.#home = home;
    this.#clock = clock;
    this.#community = parts.community;
    this.#epochs = new EpochFolder(parts.folder);
  }

  /** For the configuration of the home's programs. */
  get config(): KeyConfig {
    const { keysDir, atRestKeyFile } = this.folder;
    return { keysDir, atRestKeyFile };
  }

  /** The epoch that windows are sealed with now. @throws Error before {@link epoch} was first awaited. */
  get current(): SealingEpoch {
    if (this.#current === undefined) throw new Error(`await ${this.homeId}'s epoch() before its windows`);
    return this.#current;
  }

  /** Whether there is one. */
  get hasEpoch(): boolean {
    return this.#current !== undefined;
  }

  /**
   * An epoch that takes records for as long as a test may need; a new one when the present one does not.
   *
   * @param until ledger seconds that it must not end before, for windows that are not old.
   */
  async epoch(until = 0): Promise<SealingEpoch> {
    return await this.#turns.run(async () => {
      if (this.#isHandedOver) return await this.#published(until);
      if (this.#current === undefined || !this.#lives(this.#current, until)) await this.#publish({ until });
      return this.current;
    });
  }

  /** Publishes an epoch at once: the one before it is revoked unless its time was over. @throws LedgerError as refused. */
  async publish(options: EpochOptions = {}): Promise<SealingEpoch> {
    return await this.#turns.run(() => this.#publish(options));
  }

  /** An epoch as {@link publish} would publish it, not published: for what is to be refused. */
  async draft(options: EpochOptions = {}): Promise<SealingEpoch> {
    const { domain, homeId } = this;
    const { until = 0, delegatee, notes, change } = options;
    const latest = (await this.#latest()) ?? { epoch: 0, start: 0 };
    const start = options.start ?? Math.max(this.#now(), until - 1, latest.start);
    const communityKey = options.communityKey ?? (await this.#community.newest());
    const epoch = latest.epoch + 1;
    const { record, keys } = draftEpoch({ domain, homeId, epoch, start, communityKey, delegatee, notes });
    return { record: change?.(record, keys) ?? record, keys, delegatee };
  }

  /** Lets a program of the home's publish from now on: the tests use its epochs, until {@link takeBack}. */
  handOver(): void {
    this.#isHandedOver = true;
  }

  /** The home's program has ended: the tests publish again. */
  takeBack(): void {
    this.#isHandedOver = false;
    this.#current = undefined;
  }

  async keysOf(homeId: string, epoch: number): Promise<EpochKeys> {
    if (homeId !== this.homeId) throw new Error(`${this.homeId} has no keys of ${homeId}`);
    const known = this.#known.get(epoch) ?? (await this.#epochs.get(epoch));
    if (known === undefined) throw new Error(`${this.homeId} has no keys of its epoch ${epoch}`);
    return known.keys;
  }

  #now(): number {
    return toLedgerTime(this.#clock, Date.now());
  }

  #lives({ record: { end } }: SealingEpoch, until: number): boolean {
    const { speed } = this.#clock;
    const lateness = Math.max(EPOCH_LATENESS_SECONDS, EPOCH_LATENESS_WALL_SECONDS * speed);
    return end >= until && this.#now() + LEAST_LIFE * speed < end + lateness;
  }

  async #publish(options: EpochOptions): Promise<SealingEpoch> {
    for (let attempt = 1; ; attempt += 1) {
      const drafted = await this.draft(options);
      try {
        return await this.#send(drafted);
      } catch (error) {
        const isRace = error instanceof LedgerError && RACE_CODES.includes(error.code);
        // Whoever changes the record wants to see what comes of it.
        if (!isRace || options.change !== undefined || attempt === MOST_TRIES) throw error;
      }
    }
  }

  /** As programs do: what is drawn is on the disk before it is on the ledger. */
  async #send(drafted: SealingEpoch): Promise<SealingEpoch> {
    const { homeId } = this;
    const requestId = random16Hex();
    await this.#epochs.put(homeId, drafted, { state: 'drafted', requestId });
    await this.#home.ledger.keys.publishEpochs({ requestId, homeId, epochs: [drafted.record] });
    await this.#epochs.put(homeId, drafted, { state: 'published', requestId });
    this.#known.set(drafted.record.epoch, drafted);
    this.#current = drafted;
    return drafted;
  }

  async #latest(): Promise<EpochView | undefined> {
    return await orUnknown(this.#home.ledger.keys.getEpoch({ homeId: this.homeId }), /^EPOCH_UNKNOWN$/);
  }

  async #published(until: number): Promise<SealingEpoch> {
    return await eventually(`${this.homeId}'s program to publish an epoch`, async () => {
      const newest = await this.#epochs.newest();
      if (newest === undefined || newest.record.end < until) return undefined;
      this.#current = newest;
      return newest;
    });
  }
}
