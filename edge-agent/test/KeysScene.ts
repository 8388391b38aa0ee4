import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EPOCH_SECONDS, generateX25519 } from '@acequia/protocol';
import type { EpochGuests } from '../src/keys/EpochGuests.js';
import type { HomeKeys } from '../src/keys/HomeKeys.js';
import { noGuests } from '../src/keys/noGuests.js';
import { AgentEvents } from '../src/services/AgentEvents.js';
import { FileLedger } from './FileLedger.js';
import { homeKeysOn } from './homeKeysOn.js';
import { ManualTimer } from './ManualTimer.js';

/** A point of the grid of epochs. */
export const CELL = 70_000 * EPOCH_SECONDS;

/** The keys of home SH1 on a ledger that does what a test wants, an hour after `CELL`. */
export class KeysScene {
  readonly folder: string;
  readonly ledger: FileLedger;
  readonly community = generateX25519();
  readonly timer = new ManualTimer(CELL + 3600);
  readonly events = new AgentEvents();
  /** Of what could not be done with keys. */
  readonly codes: string[] = [];
  readonly #running: HomeKeys[] = [];

  private constructor(folder: string, publicKey: string) {
    this.folder = folder;
    this.ledger = new FileLedger(join(folder, 'ledger.jsonl'), publicKey);
    this.ledger.publishCommunityKey(this.community.publicKey);
    this.ledger.now = () => this.timer.now();
    this.events.on('keysRefused', ({ code }) => this.codes.push(code));
  }

  /** @param publicKey of the meter whose windows the ledger takes. */
  static async open(publicKey = ''): Promise<KeysScene> {
    return new KeysScene(await mkdtemp(join(tmpdir(), 'acequia-keys-')), publicKey);
  }

  /** @param folder another one where the home has lost its keys. */
  async start(guests: EpochGuests = noGuests, folder = this.folder): Promise<HomeKeys> {
    const { ledger, timer, events } = this;
    const keys = homeKeysOn({ folder, ledger, timer, guests, events });
    this.#running.push(keys);
    await keys.load();
    void keys.run();
    return keys;
  }

  /** The ledger's epochs with where they begin and end, seconds from `CELL`. */
  spans(): number[][] {
    return this.ledger.epochs.map(({ epoch, start, end }) => [epoch, start - CELL, end - CELL]);
  }

  async close(): Promise<void> {
    await Promise.all(this.#running.map(async (keys) => keys.stop()));
    await rm(this.folder, { recursive: true });
  }
}
