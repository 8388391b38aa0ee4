import { pause } from '@acequia/protocol';
import type { LedgerTimer } from '../meters/LedgerTimer.js';
import type { MeterDriver } from '../meters/MeterDriver.js';
import type { Sample } from '../meters/Sample.js';
import { SourceError } from '../meters/SourceError.js';
import type { DeviceQueue, Resumption } from '../outbox/DeviceQueue.js';
import type { AgentEvents } from './AgentEvents.js';
import type { CutterState, WindowCutter } from './WindowCutter.js';
import type { QueuedWindow } from '../outbox/records.js';

/** How often a window's end is looked for while no sample comes, wall clock. */
const TICK_MS = 250;
/** How long a meter that failed is left alone, wall clock. */
const METER_RETRY_MS = 5_000;

type NextBatch = Promise<IteratorResult<readonly Sample[]>>;

export interface SamplerParts {
  readonly deviceId: string;
  readonly driver: MeterDriver;
  readonly queue: DeviceQueue;
  readonly events: AgentEvents;
  readonly timer: Pick<LedgerTimer, 'now'>;
  /** How long after its end a window waits for samples, ledger seconds. */
  readonly latenessSeconds: number;
  readonly newCutter: (state: CutterState) => WindowCutter;
}

/** Takes samples from a meter into the queue, durable before the next are asked for, and completes windows. */
export class Sampler {
  readonly #parts: SamplerParts;
  readonly #stopping = new AbortController();
  #done: Promise<void> | undefined;
  #sampledAt = 0;

  constructor(parts: SamplerParts) {
    this.#parts = parts;
  }

  /**
   * Goes on where the queue left off.
   *
   * @returns what rejects when samples cannot be kept; fulfils after stop().
   */
  start(resumption: Resumption): Promise<void> {
    this.#done = this.#run(resumption);
    return this.#done;
  }

  /** Stops once what was handed over is durable. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#parts.driver.close();
    await this.#done?.catch(() => undefined);
  }

  async #run({ cutter: state, samples }: Resumption): Promise<void> {
    const cutter = this.#parts.newCutter(state);
    this.#sampledAt = state.windowStart;
    if (samples.length > 0) await this.#take(cutter, samples);
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#follow(cutter);
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        // The meter may come back; what is queued goes on being sent.
        this.#parts.events.emit('meterFailed', this.#parts.deviceId, { code: error.code, text: error.text });
        await pause(METER_RETRY_MS, this.#stopping.signal);
      }
    }
  }

  /** Takes what the meter gives until stopped. */
  async #follow(cutter: WindowCutter): Promise<void> {
    const batches = this.#parts.driver.samples(this.#sampledAt)[Symbol.asyncIterator]();
    let next: NextBatch | undefined = ask(batches);
    while (!this.#stopping.signal.aborted) {
      const result = await this.#orTick(next);
      if (result?.done === true) next = undefined;
      if (result?.done === false) {
        await this.#take(cutter, result.value);
        next = ask(batches);
      }
      await this.#completeDue(cutter);
    }
  }

  async #orTick(next: NextBatch | undefined): Promise<Awaited<NextBatch> | undefined> {
    const over = new AbortController();
    const { signal } = this.#stopping;
    // Not AbortSignal.any: each of its signals stays known to the long-lived one, and there is one with every tick.
    const end = (): void => {
      over.abort();
    };
    signal.addEventListener('abort', end);
    const tick = pause(TICK_MS, over.signal).then(() => undefined);
    try {
      return await (next === undefined ? tick : Promise.race([next, tick]));
    } finally {
      signal.removeEventListener('abort', end);
      over.abort();
    }
  }

  async #take(cutter: WindowCutter, samples: readonly Sample[]): Promise<void> {
    const { queue, events, deviceId } = this.#parts;
    const windows: QueuedWindow[] = [];
    let suspect = 0;
    let state: CutterState | undefined;
    for (const sample of samples) {
      const completed = drain(cutter, sample.at - 1);
      windows.push(...completed);
      // The state is whole right after a cut, before the sample that follows it.
      if (completed.length > 0) state = cutter.state;
      if (!cutter.add(sample)) suspect += 1;
    }
    await queue.keep(samples, state === undefined ? undefined : { windows, cutter: state });
    this.#sampledAt = Math.max(this.#sampledAt, samples.at(-1)?.at ?? 0);
    events.emit('sampled', deviceId, { at: samples.at(-1)?.at ?? 0, suspect });
    if (windows.length > 0) events.emit('windowsCompleted', deviceId, windows.length);
  }

  async #completeDue(cutter: WindowCutter): Promise<void> {
    const { timer, driver, latenessSeconds, queue, events, deviceId } = this.#parts;
    const windows = drain(cutter, Math.min(timer.now() - latenessSeconds, driver.readUntil));
    if (windows.length === 0) return;
    await queue.keep([], { windows, cutter: cutter.state });
    events.emit('windowsCompleted', deviceId, windows.length);
  }
}

function drain(cutter: WindowCutter, until: number): QueuedWindow[] {
  const windows: QueuedWindow[] = [];
  for (let window = cutter.advance(until); window !== undefined; window = cutter.advance(until)) {
    windows.push(window);
  }
  return windows;
}

function ask(batches: AsyncIterator<readonly Sample[]>): NextBatch {
  const next = batches.next();
  // Whoever awaits it hears of a failure; until then nobody may.
  next.catch(() => undefined);
  return next;
}
