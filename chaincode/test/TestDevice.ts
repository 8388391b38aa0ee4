import {
  encodeEssential,
  encodeExtended,
  encodeRecordHeader,
  NO_HASH,
  payloadHash,
  publicKeyBase64,
  random16Hex,
  recordHeaderOf,
  recordKey,
  sealRecord,
  sha256Hex,
  signReadings,
  signWindow,
  type SignedWindow,
  type WindowHeader,
  type WindowPayload,
} from '@acequia/protocol';
import { generateKeyPairSync } from 'node:crypto';
import { TEST_CHANNEL } from './TEST_CHANNEL.js';
import { TEST_DOMAIN } from './TEST_DOMAIN.js';
import { testEpochKeys } from './testEpochKeys.js';

/** A sealed window with what lies in it. */
export interface TestWindow {
  readonly window: SignedWindow;
  readonly header: WindowHeader;
  readonly payload: WindowPayload;
  /** The sealed X, base64. */
  readonly extended: string;
  /** The key of the sealed E, hex. */
  readonly dek: string;
}

/** Forges a window's header before it is sealed, and its X's alone. */
export type WindowChanges = Partial<WindowHeader> & { readonly ofExtended?: Partial<WindowHeader> };

/** A meter of a test: it seals and signs windows that chain. */
export class TestDevice {
  readonly deviceId: string;
  readonly homeId: string;
  /** The home's epoch that it seals under. */
  epoch = 1;
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  #last: { readonly sequence: number; readonly hash: string } = { sequence: 0, hash: NO_HASH };

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

  /** The next window of one interval. */
  next(start: number, end: number, changes: WindowChanges = {}): TestWindow {
    const readings: Omit<WindowPayload, 'signature'> = {
      version: 2,
      previousHash: this.#last.hash,
      intervals: [{ start, end, quality: 'measured', from: 0, to: 250, amount: 250 }],
    };
    const signature = signReadings(this.deviceId, readings, this.#keys.privateKey);
    const header: WindowHeader = {
      version: 2,
      homeId: this.homeId,
      deviceId: this.deviceId,
      epoch: this.epoch,
      sequence: this.#last.sequence + 1,
      start,
      end,
      salt: random16Hex(),
    };
    return this.#seal(header, { ...readings, signature }, changes);
  }

  /** The same readings sealed again, under the device's present epoch. */
  reseal({ header, payload }: TestWindow, changes: WindowChanges = {}): TestWindow {
    return this.#seal({ ...header, epoch: this.epoch, salt: random16Hex() }, payload, changes);
  }

  /** Goes on from this window. */
  advance({ header, payload }: TestWindow): void {
    this.#last = { sequence: header.sequence, hash: payloadHash(payload) };
  }

  /** Signs sealed bytes, whatever they are. */
  sign(essential: Uint8Array, extendedHash: string, channel = TEST_CHANNEL): SignedWindow {
    const { deviceId } = this;
    const signature = signWindow({ channel, deviceId, essential, extendedHash }, this.#keys.privateKey);
    return { deviceId, essential: Buffer.from(essential).toString('base64'), extendedHash, signature };
  }

  #seal(base: WindowHeader, payload: WindowPayload, { ofExtended, ...changes }: WindowChanges): TestWindow {
    const header = { ...base, ...changes };
    const keys = testEpochKeys(header.homeId, header.epoch);
    const essentialHeader = recordHeaderOf(header, 'essential');
    const extendedHeader = recordHeaderOf({ ...header, salt: random16Hex(), ...ofExtended }, 'extended');
    const { start, end } = header;
    const x = encodeExtended({ version: 1, intervals: [{ start, end, values: { temperature: 2150 } }] });
    const extended = sealRecord(keys.extended, extendedHeader, TEST_DOMAIN, x);
    const essential = sealRecord(keys.essential, essentialHeader, TEST_DOMAIN, encodeEssential(payload));
    return {
      window: this.sign(essential, sha256Hex(extended)),
      header,
      payload,
      extended: extended.toString('base64'),
      dek: recordKey(keys.essential, encodeRecordHeader(essentialHeader)).toString('hex'),
    };
  }
}
