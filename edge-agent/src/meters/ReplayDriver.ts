import type { LedgerTimer } from './LedgerTimer.js';
import type { MeterDriver } from './MeterDriver.js';
import type { Sample } from './Sample.js';
import type { SampleReader } from './SampleReader.js';

const MAX_BATCH = 500;

/** Ledger times that limit what is played, inclusive. */
export interface ReplayLimits {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** Plays recorded data at the speed of the ledger's clock: a sample is there once ledger time has reached its time. */
export class ReplayDriver implements MeterDriver {
  readonly #reader: SampleReader;
  readonly #timer: Pick<LedgerTimer, 'now' | 'until'>;
  readonly #limits: ReplayLimits;
  readonly #closing = new AbortController();
  #readUntil = 0;

  constructor(reader: SampleReader, timer: Pick<LedgerTimer, 'now' | 'until'>, limits: ReplayLimits = {}) {
    this.#reader = reader;
    this.#timer = timer;
    this.#limits = limits;
  }

  get stepSeconds(): number {
    return this.#reader.stepSeconds;
  }

  get readUntil(): number {
    return this.#readUntil;
  }

  async *samples(since: number): AsyncGenerator<readonly Sample[]> {
    let batch: Sample[] = [];
    let last = since;
    for await (const sample of this.#played(since)) {
      const due = sample.at <= this.#timer.now();
      if (batch.length > 0 && (!due || batch.length >= MAX_BATCH)) {
        yield batch;
        batch = [];
      }
      if (!due && !(await this.#arrives(sample))) return;
      batch.push(sample);
      last = sample.at;
    }
    if (batch.length > 0) yield batch;
    // The record is over: what it says nothing about is neither sampled nor missing.
    this.#readUntil = Math.max(this.#readUntil, this.#limits.until ?? last);
  }

  close(): void {
    this.#closing.abort();
  }

  /** Waits for a sample's time, up to which the meter then has nothing else. False when the driver was closed. */
  async #arrives(sample: Sample): Promise<boolean> {
    this.#readUntil = Math.max(this.#readUntil, sample.at - 1);
    await this.#timer.until(sample.at, this.#closing.signal);
    return !this.#closing.signal.aborted;
  }

  async *#played(since: number): AsyncGenerator<Sample> {
    let newest: Sample | undefined;
    for await (const sample of this.#reader.read()) {
      if (this.#closing.signal.aborted || sample.at > (this.#limits.until ?? Infinity)) break;
      if (sample.at < (this.#limits.from ?? 0)) continue;
      if (sample.at <= since) {
        newest = sample;
        continue;
      }
      if (newest !== undefined) yield newest;
      newest = undefined;
      yield sample;
    }
    if (newest !== undefined) yield newest;
  }
}
