import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  NO_HASH,
  payloadHash,
  publicKeyBase64,
  random16Hex,
  signReadings,
  type DeviceRecord,
  type ExtendedPayload,
  type ExtendedChannel,
  type Flow,
  type Interval,
  type MeteredResource,
  type Readings,
  type SignedWindow,
  type WindowHeader,
  type WindowPayload,
} from '@acequia/protocol';
import type { HomeSealer } from './HomeSealer.js';
import type { SealingEpoch } from './SealingEpoch.js';
import { sealWindow, type SealOptions } from './sealWindow.js';

/** A window as its home holds it: what goes to the ledger, and what is sealed in it. */
export interface MeterWindow extends SignedWindow {
  readonly header: WindowHeader;
  readonly payload: WindowPayload;
  readonly extended: ExtendedPayload;
  /** The sealed X in base64, for the transient data. */
  readonly sealedExtended: string;
}

/** What a window is to hold; whatever is absent is made up so that the window is valid. */
export interface WindowOptions extends SealOptions {
  /** The window that it follows; the newest that {@link Meter.took} has seen when absent, `null` for the first. */
  readonly after?: MeterWindow | null;
  /** Ledger seconds; the predecessor's end when absent. */
  readonly start?: number;
  /** One amount, in the resource's base unit, for each interval of an hour. */
  readonly amounts?: readonly number[];
  /** Takes the place of the intervals that `amounts` would give, however broken. */
  readonly intervals?: readonly Interval[];
  /** X of each interval; a temperature and a humidity when absent. */
  readonly values?: Partial<Record<ExtendedChannel, number>>;
  /** Hash of the payload before, inside of the seal; that of the window which it follows when absent. */
  readonly previousHash?: string;
  /** The epoch that seals it; the home's present one when absent. */
  readonly epoch?: SealingEpoch;
  /** Changes the header before it is sealed and signed. */
  readonly header?: Partial<WindowHeader>;
}

export type DeviceEnrolment = Omit<DeviceRecord, 'status' | 'replaces' | 'enrolledAt' | 'replacedAt'>;

const HOUR = 3600;
const USUAL_VALUES = { temperature: 2150, humidity: 4800 } as const;

/** A meter of the tests: a fresh device key, and windows sealed and signed with it that the ledger and the checks take. */
export class Meter {
  readonly deviceId: string;
  readonly homeId: string;
  readonly resource: MeteredResource;
  readonly flow: Flow;
  readonly key: KeyObject;
  readonly #firstStart: number;
  readonly #sealer: HomeSealer | undefined;
  #last: MeterWindow | undefined;

  /**
   * @param firstStart ledger seconds at which the first window starts.
   * @param sealer the home's keys; a meter that sends no windows needs none.
   */
  constructor(
    homeId: string,
    resource: MeteredResource,
    firstStart: number,
    sealer?: HomeSealer,
    flow: Flow = 'consumption',
  ) {
    this.deviceId = `meter-${random16Hex().slice(0, 12)}`;
    this.homeId = homeId;
    this.resource = resource;
    this.flow = flow;
    this.key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    this.#firstStart = firstStart;
    this.#sealer = sealer;
  }

  get last(): MeterWindow | undefined {
    return this.#last;
  }

  get enrolment(): DeviceEnrolment {
    return {
      deviceId: this.deviceId,
      homeId: this.homeId,
      kind: 'meter',
      resource: this.resource,
      ...(this.flow === 'production' ? { flow: this.flow } : {}),
      publicKey: publicKeyBase64(this.key),
      calibrationPpm: 1_000_000,
      trust: 'signing',
      maxPerHour: 20_000,
    };
  }

  /** Builds, seals and signs a window without taking note of it. */
  window(options: WindowOptions = {}): MeterWindow {
    const before = options.after === undefined ? this.#last : (options.after ?? undefined);
    const start = options.start ?? before?.header.end ?? this.#firstStart;
    const intervals = options.intervals ?? this.#intervals(start, registerAfter(before), options.amounts);
    const payload = this.#payload(intervals, options.previousHash ?? hashOf(before));
    const extended = extendedOf(intervals, options.values ?? USUAL_VALUES);
    return this.#sealed({ header: this.#header(intervals, before, start), payload, extended }, options);
  }

  /** The same window sealed anew, as after a complaint: another salt, the home's present epoch. */
  again({ header, payload, extended }: MeterWindow, options: WindowOptions = {}): MeterWindow {
    return this.#sealed({ header, payload, extended }, options);
  }

  /** Windows that follow one another, as a backlog does. */
  windows(...amounts: readonly (readonly number[])[]): MeterWindow[] {
    const built: MeterWindow[] = [];
    for (const each of amounts) {
      built.push(this.window({ after: built.at(-1) ?? this.#last ?? null, amounts: each }));
    }
    return built;
  }

  /** Notes that the ledger took these windows: the next one follows the last of them. */
  took(...windows: readonly MeterWindow[]): void {
    this.#last = windows.at(-1) ?? this.#last;
  }

  /** Under the epoch that the options say, with a fresh salt, or as they say. */
  #sealed(
    content: Pick<MeterWindow, 'payload' | 'extended'> & {
      readonly header: Omit<WindowHeader, 'epoch' | 'salt'>;
    },
    options: WindowOptions,
  ): MeterWindow {
    const sealer = this.#sealer;
    if (sealer === undefined) throw new Error(`the meter ${this.deviceId} has no keys to seal with`);
    const { record, keys } = options.epoch ?? sealer.current;
    const fresh = { epoch: record.epoch, salt: random16Hex() };
    const whole = { ...content, header: { ...content.header, ...fresh, ...options.header } };
    const { channel, domain } = sealer;
    const place = { keys, channel, domain, deviceKey: this.key };
    const { window, sealedExtended } = sealWindow({ ...whole, ...place }, options);
    return { ...window, ...whole, sealedExtended };
  }

  #payload(intervals: readonly Interval[], previousHash: string): WindowPayload {
    const readings: Readings = { version: 2, previousHash, intervals: [...intervals] };
    return { ...readings, signature: signReadings(this.deviceId, readings, this.key) };
  }

  #header(
    intervals: readonly Interval[],
    before: MeterWindow | undefined,
    start: number,
  ): Omit<WindowHeader, 'epoch' | 'salt'> {
    return {
      version: 2,
      homeId: this.homeId,
      deviceId: this.deviceId,
      sequence: (before?.header.sequence ?? 0) + 1,
      start,
      end: intervals.at(-1)?.end ?? start + HOUR,
    };
  }

  #intervals(start: number, register: number, amounts: readonly number[] = [100, 200, 0, 150]): Interval[] {
    let from = register;
    return amounts.map((amount, index) => {
      const power = this.resource === 'energy' ? { meanW: amount, maxW: amount } : {};
      const at = start + index * HOUR;
      const interval = { start: at, end: at + HOUR, quality: 'measured' as const, from, to: from + amount };
      from += amount;
      return { ...interval, amount, ...power };
    });
  }
}

function registerAfter(window: MeterWindow | undefined): number {
  const registers = window?.payload.intervals.flatMap(({ to }) => to ?? []) ?? [];
  return registers.at(-1) ?? 10_000;
}

function hashOf(window: MeterWindow | undefined): string {
  return window === undefined ? NO_HASH : payloadHash(window.payload);
}

function extendedOf(
  intervals: readonly Interval[],
  values: Partial<Record<ExtendedChannel, number>>,
): ExtendedPayload {
  return { version: 1, intervals: intervals.map(({ start, end }) => ({ start, end, values })) };
}
