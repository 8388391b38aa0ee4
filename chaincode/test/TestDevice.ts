import {
  hashCanonical,
  publicKeyBase64,
  random16Hex,
  signWindow,
  type SignedWindow,
  type WindowHeader,
  type WindowPayload,
} from '@acequia/protocol';
import { generateKeyPairSync } from 'node:crypto';

/** A window with its payload. */
export interface TestWindow {
  readonly window: SignedWindow;
  readonly payload: WindowPayload;
}

/** A meter of a test: it signs windows that chain. */
export class TestDevice {
  readonly deviceId: string;
  readonly homeId: string;
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  #last: WindowHeader | undefined;

  constructor(homeId: string, deviceId: string) {
    this.homeId = homeId;
    this.deviceId = deviceId;
  }

  get publicKey(): string {
    return publicKeyBase64(this.#keys.publicKey);
  }

  /** What enrols the device. */
  get enrolment(): Readonly<Record<string, unknown>> {
    return {
      deviceId: this.deviceId,
      homeId: this.homeId,
      kind: 'meter',
      resource: 'energy',
      publicKey: this.publicKey,
      calibrationPpm: 1_000_000,
      trust: 'signing',
      maxPerHour: 10_000,
    };
  }

  /** The next window of one interval; `changes` forge its header before it is signed. */
  next(start: number, end: number, changes: Partial<WindowHeader> = {}): TestWindow {
    const payload: WindowPayload = {
      version: 1,
      salt: random16Hex(),
      intervals: [{ start, end, quality: 'measured', from: 0, to: 250, amount: 250 }],
    };
    const header: WindowHeader = {
      version: 1,
      homeId: this.homeId,
      deviceId: this.deviceId,
      sequence: (this.#last?.sequence ?? 0) + 1,
      start,
      end,
      intervals: 1,
      payloadHash: hashCanonical(payload),
      previousHash: this.#last === undefined ? '0'.repeat(64) : hashCanonical(this.#last),
      ...changes,
    };
    return { window: this.sign(header), payload };
  }

  /** Goes on from this window. */
  advance({ window }: TestWindow): void {
    this.#last = window.header;
  }

  sign(header: WindowHeader): SignedWindow {
    return { header, signature: signWindow(header, this.#keys.privateKey) };
  }
}
