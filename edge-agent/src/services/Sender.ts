import { CodedError, NO_HASH, pause, payloadHash, type WindowRecord } from '@acequia/protocol';
import type { HomeKeyring } from '../keys/HomeKeyring.js';
import type { WindowEpochs } from '../keys/WindowEpochs.js';
import type { DeviceQueue } from '../outbox/DeviceQueue.js';
import type { Chain, Pack, SignedReadings } from '../outbox/records.js';
import type { AgentEvents } from './AgentEvents.js';
import type { AgentLedger } from './AgentLedger.js';
import { chainOf } from './chainOf.js';
import { makePack } from './makePack.js';
import { readEssential } from './readEssential.js';
import { refusalAction, type RefusalAction } from './refusalAction.js';
import type { Signatory } from './Signatory.js';
import { signWindows } from './signWindows.js';

/** A backlog is sent so many windows to a transaction. */
const MAX_PACK = 48;
/** An epoch that the ledger does not know is asked for so many times before it is doubted. */
const LAG_PATIENCE = 4;

export interface RetryTimes {
  readonly firstMs: number;
  readonly maxMs: number;
  readonly slowMs: number;
}

export interface SenderParts {
  readonly signatory: Signatory;
  readonly queue: DeviceQueue;
  readonly ledger: Pick<AgentLedger, 'monitoring'>;
  readonly epochs: Pick<WindowEpochs, 'choose' | 'doubt' | 'isStillFor' | 'restore'>;
  readonly keyring: Pick<HomeKeyring, 'openEssential'>;
  readonly events: AgentEvents;
  readonly retry: RetryTimes;
}

/**
 * Sends one device's windows: in order, one submission at a time, each window once. What is under way is on the disk
 * before it is endorsed; after a crash the same request is made again, which has no second effect.
 */
export class Sender {
  readonly #parts: SenderParts;
  readonly #stopping = new AbortController();
  #done: Promise<void> | undefined;
  #wake = new AbortController();
  #failures = 0;
  /** So many of the next windows go alone, to find the one that spoils its pack. */
  #alone = 0;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** @returns what rejects when the queue fails; fulfils after stop(). */
  start(): Promise<void> {
    this.#parts.events.on('windowsCompleted', this.#onWindows);
    this.#done = this.#run();
    return this.#done;
  }

  /** Stops after the submission under way, which the owner of the ledger's client can cut short by closing it. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake.abort();
    this.#parts.events.off('windowsCompleted', this.#onWindows);
    await this.#done?.catch(() => undefined);
  }

  readonly #onWindows = (deviceId: string): void => {
    // While the ledger refuses, only time helps.
    if (deviceId === this.#parts.signatory.deviceId && this.#failures === 0) this.#wake.abort();
  };

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#wake = new AbortController();
      const waitMs = await this.#step();
      if (waitMs > 0) await pause(waitMs, AbortSignal.any([this.#wake.signal, this.#stopping.signal]));
    }
  }

  /** Sends one pack, if there is one. Returns how long to wait before the next step. */
  async #step(): Promise<number> {
    let pack: Pack | undefined;
    try {
      pack = await this.#nextPack();
      if (pack === undefined) {
        await this.#parts.epochs.restore();
        this.#failures = 0;
        return this.#parts.retry.maxMs;
      }
      await this.#submit(pack);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      return this.#refused(pack, error);
    }
    this.#failures = 0;
    this.#alone = Math.max(0, this.#alone - pack.windows.length);
    return 0;
  }

  async #nextPack(): Promise<Pack | undefined> {
    const { queue, signatory, epochs } = this.#parts;
    const kept = await queue.pack();
    if (kept !== undefined)
      return (await this.#mayGoOut(kept)) ? kept : this.#sealAgain(kept, 'DELEGATION_ENDED');
    const windows = await queue.first(this.#alone > 0 ? 1 : MAX_PACK);
    if (windows.length === 0) return undefined;
    const chosen = await epochs.choose(windows);
    const chain = (await queue.chain()) ?? chainOf(undefined);
    const pack = makePack(signWindows(windows.slice(0, chosen.length), chain, signatory), chosen, signatory);
    await queue.savePack(pack);
    return pack;
  }

  /** Whether nobody could read a window of the pack who may not any more: a delegation may have ended since it was sealed. */
  async #mayGoOut({ windows }: Pack): Promise<boolean> {
    for (const { readings, sealed } of windows) {
      if (!(await this.#parts.epochs.isStillFor(sealed.epoch, readings))) return false;
    }
    return true;
  }

  /** The same windows, as many as there are epochs for, with the same places in the chain. */
  async #sealAgain(pack: Pack, code: string): Promise<Pack> {
    const { epochs, queue, events, signatory } = this.#parts;
    const readings = pack.windows.map((window) => window.readings);
    const again = makePack(readings, await epochs.choose(readings), signatory);
    await queue.savePack(again);
    events.emit('resealed', signatory.deviceId, { count: again.windows.length, code });
    return again;
  }

  async #submit({ requestId, windows }: Pack): Promise<void> {
    await this.#parts.ledger.monitoring.submitWindows(
      { requestId, windows: windows.map(({ sealed }) => sealed.window) },
      { extended: windows.map(({ sealed }) => sealed.extended) },
    );
    await this.#acknowledge(windows.map(({ readings }) => readings));
  }

  async #acknowledge(windows: readonly SignedReadings[]): Promise<void> {
    const { queue, events, signatory } = this.#parts;
    const chain = chainOf(windows.at(-1));
    await queue.acknowledge(windows, chain);
    events.emit('sent', signatory.deviceId, { count: windows.length, sequence: chain.sequence });
  }

  async #refused(pack: Pack | undefined, error: CodedError): Promise<number> {
    // Without a pack it was an epoch that could not be had.
    const action = pack === undefined ? 'retry' : refusalAction(error.code);
    const { events, signatory } = this.#parts;
    this.#failures += 1;
    if (!this.#stopping.signal.aborted) {
      events.emit('refused', signatory.deviceId, { code: error.code, action });
    }
    if (pack === undefined) return this.#waitFor(action);
    if (action === 'aside') return this.#giveUp(pack, error);
    if (action === 'reseal') await this.#try(async () => this.#reseal(pack, error));
    if (action === 'renumber') await this.#try(async () => this.#renumber(pack));
    return this.#waitFor(action);
  }

  #waitFor(action: RefusalAction): number {
    const { firstMs, maxMs, slowMs } = this.#parts.retry;
    if (action === 'wait') return slowMs;
    const full = Math.min(maxMs, firstMs * 2 ** Math.min(this.#failures - 1, 20));
    // Neighbours whose ledger came back together spread out.
    return full * (0.5 + Math.random() / 2);
  }

  /** One window is set aside; of several, each is tried alone. */
  async #giveUp(pack: Pack, error: CodedError): Promise<number> {
    const { queue, events, signatory } = this.#parts;
    const [window] = await queue.first(1);
    if (pack.windows.length > 1 || window === undefined) {
      this.#alone = pack.windows.length;
      await queue.dropPack();
      return 0;
    }
    await queue.setAside({ window, code: error.code, refusedAt: Date.now() });
    this.#failures = 0;
    this.#alone = Math.max(0, this.#alone - 1);
    events.emit('setAside', signatory.deviceId, { code: error.code, start: window.start });
    return 0;
  }

  /**
   * The same windows, with the same places in the chain, under epochs that take records. An endorser that is behind may not
   * know an epoch yet: that is given some time first.
   */
  async #reseal(pack: Pack, { code }: CodedError): Promise<void> {
    if (code === 'EPOCH_UNKNOWN' && this.#failures <= LAG_PATIENCE) return;
    const sealedUnder = pack.windows.map(({ sealed }) => sealed.epoch);
    await this.#parts.epochs.doubt(sealedUnder, code);
    await this.#sealAgain(pack, code);
  }

  /**
   * Asks the ledger for the device's last window. What is there of the pack counts as sent; the rest is numbered after
   * what is there. When that changes nothing, the refusal came from an endorser that is behind.
   */
  async #renumber(pack: Pack): Promise<void> {
    const { ledger, queue, signatory } = this.#parts;
    const { window } = await ledger.monitoring.getLastWindow({ deviceId: signatory.deviceId });
    const last = await this.#chainOn(window, pack);
    const readings = pack.windows.map((one) => one.readings);
    const sent = readings.findIndex((one) => chainOf(one).hash === last.hash) + 1;
    if (sent > 0) {
      await this.#acknowledge(readings.slice(0, sent));
      return;
    }
    const known = await queue.chain();
    if (known?.sequence !== last.sequence) await queue.dropPack(last);
  }

  /** The chain up to the ledger's last window, which may have been sealed otherwise than the pack is now. */
  async #chainOn(window: WindowRecord | undefined, pack: Pack): Promise<Chain> {
    if (window === undefined) return chainOf(undefined);
    const { sequence, deviceId } = window.header;
    const own = pack.windows.find(({ sealed }) => sealed.window.signature === window.signature);
    if (own !== undefined) return chainOf(own.readings);
    const { ledger, keyring } = this.#parts;
    const payload = await readEssential({ deviceId, sequence }, ledger, keyring);
    return { sequence, hash: payload === undefined ? NO_HASH : payloadHash(payload) };
  }

  /** What needs the ledger for going on after a refusal may fail itself. */
  async #try(remedy: () => Promise<void>): Promise<void> {
    try {
      await remedy();
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      const { events, signatory } = this.#parts;
      events.emit('refused', signatory.deviceId, { code: error.code, action: 'retry' });
    }
  }
}
