import { sampleSchema, type Sample } from '../meters/Sample.js';
import { cutterStateSchema, type CutterState } from '../services/WindowCutter.js';
import { summariseWindow } from '../trading/summariseWindow.js';
import { usedWindowSchema, type UsedWindow } from '../trading/usedWindow.js';
import {
  answerSchema,
  asideSchema,
  chainSchema,
  packSchema,
  queuedWindowSchema,
  signedReadingsSchema,
} from './records.js';
import type { Answer, Aside, Chain, Pack, QueuedWindow, SignedReadings } from './records.js';
import type { Change, Store } from './Store.js';

/** How long what was used is remembered, for forecasts, ledger seconds. */
const USE_SECONDS = 60 * 86_400;

/** What a device's line goes on from. */
export interface Resumption {
  readonly cutter: CutterState;
  /** Samples after the cutter's last window, in order. */
  readonly samples: readonly Sample[];
}

/** One meter's part of the outbox: samples of the open window, windows that wait, the pack under way, what was refused, what was used. */
export class DeviceQueue {
  readonly #store: Store;
  readonly #deviceId: string;
  #sampleKeys: { key: string; at: number }[] = [];
  #useKeys: { key: string; at: number }[] = [];
  #queued = 0;
  #aside = 0;

  constructor(store: Store, deviceId: string) {
    this.#store = store;
    this.#deviceId = deviceId;
  }

  /** Windows that wait, those under way included. */
  get queued(): number {
    return this.#queued;
  }

  /** Windows that were refused for good. */
  get setAsideCount(): number {
    return this.#aside;
  }

  /** Reads the counts, and what to go on from; undefined for a device that never began. */
  async load(): Promise<Resumption | undefined> {
    this.#queued = await this.#store.count(this.#key('queue/'));
    this.#aside = await this.#store.count(this.#key('aside/'));
    const samples = await this.#store.list(this.#key('sample/'), sampleSchema);
    this.#sampleKeys = samples.map(({ key, value }) => ({ key, at: value.at }));
    const used = await this.#store.list(this.#key('use/'), usedWindowSchema);
    this.#useKeys = used.map(({ key, value }) => ({ key, at: value.end }));
    const cutter = await this.#store.get(this.#key('cutter'), cutterStateSchema);
    return cutter === undefined ? undefined : { cutter, samples: samples.map(({ value }) => value) };
  }

  /** Begins a device's line. */
  async begin(cutter: CutterState, chain: Chain): Promise<void> {
    await this.#store.write([
      [this.#key('cutter'), cutter],
      [this.#key('chain'), chain],
    ]);
  }

  /**
   * Keeps samples as they come, and the windows that they complete, at once. What a window says of use is remembered under its
   * start in the same write: it is neither lost nor counted twice, whenever the agent is killed.
   *
   * @param completed with the state after the last of the windows.
   */
  async keep(
    samples: readonly Sample[],
    completed?: { readonly windows: readonly QueuedWindow[]; readonly cutter: CutterState },
  ): Promise<void> {
    const windowStart = completed?.cutter.windowStart ?? -1;
    const old = this.#sampleKeys.filter(({ at }) => at <= windowStart);
    const added = samples
      .filter(({ at }) => at > windowStart)
      .map((sample) => ({ key: this.#key(`sample/${padded(sample.at)}`), at: sample.at, sample }));
    const windows = completed?.windows ?? [];
    const used = windows.map((window) => ({ key: this.#useKey(window), value: summariseWindow(window) }));
    const useStart = windowStart - USE_SECONDS;
    const changes: Change[] = [
      ...used.map(({ key, value }): Change => [key, value]),
      ...this.#useKeys.filter(({ at }) => at <= useStart).map(({ key }): Change => [key, undefined]),
      ...old.map(({ key }): Change => [key, undefined]),
      ...added.map(({ key, sample }): Change => [key, sample]),
      ...windows.map((window): Change => [this.#windowKey(window), window]),
    ];
    if (completed !== undefined) changes.push([this.#key('cutter'), completed.cutter]);
    await this.#store.write(changes);
    const known = this.#sampleKeys.filter(({ at }) => at > windowStart);
    // After a restart the same samples may be kept once more.
    this.#sampleKeys = [...known, ...added.filter(({ at }) => !known.some((sample) => sample.at === at))];
    const remembered = this.#useKeys.filter(({ at }) => at > useStart);
    this.#useKeys = [...remembered, ...used.map(({ key, value }) => ({ key, at: value.end }))];
    this.#queued += windows.length;
  }

  /** What was used in the windows of the past 60 days, in order. */
  async used(): Promise<readonly UsedWindow[]> {
    const entries = await this.#store.list(this.#key('use/'), usedWindowSchema);
    return entries.map(({ value }) => value);
  }

  /** The first windows that wait, in order. */
  async first(limit: number): Promise<readonly QueuedWindow[]> {
    const entries = await this.#store.list(this.#key('queue/'), queuedWindowSchema, limit);
    return entries.map(({ value }) => value);
  }

  async chain(): Promise<Chain | undefined> {
    return this.#store.get(this.#key('chain'), chainSchema);
  }

  /** The submission under way. */
  async pack(): Promise<Pack | undefined> {
    return this.#store.get(this.#key('pack'), packSchema);
  }

  async savePack(pack: Pack): Promise<void> {
    await this.#store.write([[this.#key('pack'), pack]]);
  }

  /** Forgets the submission under way; its windows stay in the queue. */
  async dropPack(chain?: Chain): Promise<void> {
    const changes: Change[] = [[this.#key('pack'), undefined]];
    if (chain !== undefined) changes.push([this.#key('chain'), chain]);
    await this.#store.write(changes);
  }

  /**
   * Windows are on the ledger: they leave the queue, and the chain goes on from the last of them. They are kept until they
   * are decided, for the community may ask for them again.
   */
  async acknowledge(windows: readonly SignedReadings[], chain: Chain): Promise<void> {
    await this.#store.write([
      ...windows.map((window): Change => [this.#windowKey(window), undefined]),
      ...windows.map((window): Change => [this.#sentKey(window.sequence), window]),
      [this.#key('pack'), undefined],
      [this.#key('chain'), chain],
    ]);
    this.#queued -= windows.length;
  }

  /** Windows on the ledger that are not known to be decided, in order. */
  async undecided(limit: number): Promise<readonly SignedReadings[]> {
    const entries = await this.#store.list(this.#key('sent/'), signedReadingsSchema, limit);
    return entries.map(({ value }) => value);
  }

  /** A window on the ledger, as long as it is kept. */
  async sent(sequence: number): Promise<SignedReadings | undefined> {
    return this.#store.get(this.#sentKey(sequence), signedReadingsSchema);
  }

  /** Nobody will ask for these windows any more. */
  async forget(sequences: readonly number[]): Promise<void> {
    const keys = sequences.flatMap((sequence) => [this.#sentKey(sequence), this.#answerKey(sequence)]);
    await this.#store.write(keys.map((key): Change => [key, undefined]));
  }

  /** The answer to a complaint that is under way. */
  async answer(sequence: number): Promise<Answer | undefined> {
    return this.#store.get(this.#answerKey(sequence), answerSchema);
  }

  async saveAnswer(answer: Answer): Promise<void> {
    await this.#store.write([[this.#answerKey(answer.sequence), answer]]);
  }

  async dropAnswer(sequence: number): Promise<void> {
    await this.#store.write([[this.#answerKey(sequence), undefined]]);
  }

  /** A window was refused for good: it leaves the queue and is kept where it can be looked at. */
  async setAside(aside: Aside): Promise<void> {
    await this.#store.write([
      [this.#windowKey(aside.window), undefined],
      [this.#key('pack'), undefined],
      [this.#key(`aside/${padded(aside.window.start)}`), aside],
    ]);
    this.#queued -= 1;
    this.#aside += 1;
  }

  /** Windows that were refused for good. */
  async listAside(): Promise<readonly Aside[]> {
    const entries = await this.#store.list(this.#key('aside/'), asideSchema);
    return entries.map(({ value }) => value);
  }

  #windowKey(window: Pick<QueuedWindow, 'start'>): string {
    return this.#key(`queue/${padded(window.start)}`);
  }

  #useKey(window: Pick<QueuedWindow, 'start'>): string {
    return this.#key(`use/${padded(window.start)}`);
  }

  #sentKey(sequence: number): string {
    return this.#key(`sent/${padded(sequence)}`);
  }

  #answerKey(sequence: number): string {
    return this.#key(`answer/${padded(sequence)}`);
  }

  #key(name: string): string {
    return `device/${this.#deviceId}/${name}`;
  }
}

/** Fixed width, so that keys come in order of time. */
function padded(at: number): string {
  return String(at).padStart(12, '0');
}
