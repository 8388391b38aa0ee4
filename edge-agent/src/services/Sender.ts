import { CodedError, hashCanonical, type WindowHeader } from '@acequia/protocol';
import type { DeviceQueue } from '../outbox/DeviceQueue.js';
import type { Pack, QueuedWindow } from '../outbox/records.js';
import { pause } from '../pause.js';
import type { AgentEvents } from './AgentEvents.js';
import type { AgentLedger } from './AgentLedger.js';
import { chainOf } from './chainOf.js';
import { makePack, type Signatory } from './makePack.js';
import { refusalAction, type RefusalAction } from './refusalAction.js';

/** A backlog is sent so many windows to a transaction. */
const MAX_PACK = 48;

export interface RetryTimes {
  readonly firstMs: number;
  readonly maxMs: number;
  readonly slowMs: number;
}

export interface SenderParts {
  readonly signatory: Signatory;
  readonly queue: DeviceQueue;
  readonly ledger: Pick<AgentLedger, 'monitoring'>;
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
    const pack = await this.#nextPack();
    if (pack === undefined) return this.#parts.retry.maxMs;
    try {
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
    const { queue, signatory } = this.#parts;
    const kept = await queue.pack();
    if (kept !== undefined) return kept;
    const windows = await queue.first(this.#alone > 0 ? 1 : MAX_PACK);
    if (windows.length === 0) return undefined;
    const pack = makePack(windows, (await queue.chain()) ?? chainOf(undefined), signatory);
    await queue.savePack(pack);
    return pack;
  }

  async #submit(pack: Pack): Promise<void> {
    const { queue, ledger } = this.#parts;
    const waiting = await queue.first(pack.windows.length);
    const payloads = pack.windows.map(({ header }) => payloadOf(header, waiting));
    await ledger.monitoring.submitWindows({ requestId: pack.requestId, windows: pack.windows }, { payloads });
    await this.#acknowledge(pack.windows.map(({ header }) => header));
  }

  async #acknowledge(headers: readonly WindowHeader[]): Promise<void> {
    const { queue, events, signatory } = this.#parts;
    const chain = chainOf(headers.at(-1));
    await queue.acknowledge(headers, chain);
    events.emit('sent', signatory.deviceId, { count: headers.length, sequence: chain.sequence });
  }

  async #refused(pack: Pack, error: CodedError): Promise<number> {
    const action = refusalAction(error.code);
    const { events, signatory, retry } = this.#parts;
    this.#failures += 1;
    events.emit('refused', signatory.deviceId, { code: error.code, action });
    if (action === 'aside') return this.#giveUp(pack, error);
    if (action === 'renumber' && (await this.#renumber(pack))) return retry.firstMs;
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
   * Asks the ledger for the device's last window. What is there of the pack counts as sent; the rest is numbered after
   * what is there.
   *
   * @returns whether anything changed; if not, the refusal came from an endorser that is behind.
   */
  async #renumber(pack: Pack): Promise<boolean> {
    const { ledger, queue, signatory } = this.#parts;
    const headers = pack.windows.map(({ header }) => header);
    try {
      const { window } = await ledger.monitoring.getLastWindow({ deviceId: signatory.deviceId });
      const last = chainOf(window?.header);
      const sent = headers.findIndex((header) => hashCanonical(header) === last.hash) + 1;
      if (sent > 0) {
        await this.#acknowledge(headers.slice(0, sent));
        return true;
      }
      const known = await queue.chain();
      if (known?.sequence === last.sequence && known.hash === last.hash) return false;
      await queue.dropPack(last);
      return true;
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.#parts.events.emit('refused', signatory.deviceId, { code: error.code, action: 'retry' });
      return false;
    }
  }
}

function payloadOf(header: WindowHeader, waiting: readonly QueuedWindow[]): QueuedWindow['payload'] {
  const window = waiting.find(({ start }) => start === header.start);
  if (window === undefined) {
    throw new Error(`the window under way from ${String(header.start)} is not in the queue`);
  }
  return window.payload;
}
