import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  hashCanonical,
  publicKeyBase64,
  random16Hex,
  signWindow,
  type DeviceRecord,
  type Interval,
  type MeteredResource,
  type SignedWindow,
  type WindowHeader,
  type WindowPayload,
} from '@acequia/protocol';

/** A window as its home holds it: what is public, and the payload. */
export interface MeterWindow extends SignedWindow {
  readonly payload: WindowPayload;
}

/** What a window is to hold; whatever is absent is made up so that the window is valid. */
export interface WindowOptions {
  /** The window that it follows; the newest that {@link Meter.took} has seen when absent, `null` for the first. */
  readonly after?: MeterWindow | null;
  /** Ledger seconds; the predecessor's end when absent. */
  readonly start?: number;
  /** One amount, in the resource's base unit, for each interval of an hour. */
  readonly amounts?: readonly number[];
  /** Takes the place of the intervals that `amounts` would give, however broken. */
  readonly intervals?: readonly Interval[];
  /** Changes the header before it is signed. */
  readonly header?: Partial<WindowHeader>;
}

export type DeviceEnrolment = Omit<DeviceRecord, 'status' | 'replaces' | 'enrolledAt' | 'replacedAt'>;

const HOUR = 3600;
const NO_PREDECESSOR = '0'.repeat(64);

/** A meter of the tests: a fresh device key, and windows signed with it that the ledger and the checks take. */
export class Meter {
  readonly deviceId: string;
  readonly homeId: string;
  readonly resource: MeteredResource;
  readonly key: KeyObject;
  readonly #firstStart: number;
  #last: MeterWindow | undefined;

  /** @param firstStart ledger seconds at which the first window starts. */
  constructor(homeId: string, resource: MeteredResource, firstStart: number) {
    this.deviceId = `meter-${random16Hex().slice(0, 12)}`;
    this.homeId = homeId;
    this.resource = resource;
    this.key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    this.#firstStart = firstStart;
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
      publicKey: publicKeyBase64(this.key),
      calibrationPpm: 1_000_000,
      trust: 'signing',
      maxPerHour: 20_000,
    };
  }

  /** Builds and signs a window without taking note of it. */
  window(options: WindowOptions = {}): MeterWindow {
    const before = options.after === undefined ? this.#last : (options.after ?? undefined);
    const start = options.start ?? before?.header.end ?? this.#firstStart;
    const intervals = options.intervals ?? this.#intervals(start, registerAfter(before), options.amounts);
    const payload: WindowPayload = { version: 1, salt: random16Hex(), intervals: [...intervals] };
    const header = { ...this.#header(payload, before, start), ...options.header };
    return { header, signature: signWindow(header, this.key), payload };
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

  #header(payload: WindowPayload, before: MeterWindow | undefined, start: number): WindowHeader {
    return {
      version: 1,
      homeId: this.homeId,
      deviceId: this.deviceId,
      sequence: (before?.header.sequence ?? 0) + 1,
      start,
      end: payload.intervals.at(-1)?.end ?? start + HOUR,
      intervals: payload.intervals.length,
      payloadHash: hashCanonical(payload),
      previousHash: before === undefined ? NO_PREDECESSOR : hashCanonical(before.header),
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
