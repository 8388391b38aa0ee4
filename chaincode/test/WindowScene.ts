import type { SignedWindow } from '@acequia/protocol';
import { expect } from 'chai';
import { Community } from './Community.js';
import { expectCode } from './expectCode.js';
import type { Receipt } from './Receipt.js';
import type { TestDevice, TestWindow } from './TestDevice.js';

/** A community a day after its start, with an epoch of home SH1 that has just begun. */
export class WindowScene {
  readonly community = new Community();

  get meter(): TestDevice {
    return this.community.meter;
  }

  async start(): Promise<void> {
    await this.community.start();
    this.community.pass(24 * 3600);
    await this.community.openEpoch();
  }

  /** Sends windows and sealed X as they are. */
  send(windows: readonly SignedWindow[], extended: readonly string[]): Promise<Receipt> {
    const { ledger, household } = this.community;
    return ledger.run(household, 'monitoring', 'submitWindows', { windows }, { extended });
  }

  submit(...windows: readonly TestWindow[]): Promise<Receipt> {
    return this.send(
      windows.map(({ window }) => window),
      windows.map(({ extended }) => extended),
    );
  }

  /** Sends the meter's next window and goes on from it. */
  async accept(start: number, end: number): Promise<TestWindow> {
    const window = this.meter.next(start, end);
    await this.submit(window);
    this.meter.advance(window);
    return window;
  }

  /** Expects a refusal, and that nothing on the ledger has changed, in public or private. */
  async refused(work: () => Promise<unknown>, code: string): Promise<Error> {
    const before = this.#all();
    const error = await expectCode(work(), code);
    expect(this.#all()).to.deep.equal(before);
    return error;
  }

  /** The sealed E with one byte changed: set to a value, or its last bit flipped. */
  tamper({ window }: TestWindow, offset: number, value?: number): Buffer {
    const bytes = Buffer.from(window.essential, 'base64');
    bytes.writeUInt8(value ?? bytes.readUInt8(offset) ^ 1, offset);
    return bytes;
  }

  #all(): unknown {
    const { ledger } = this.community;
    return [ledger.snapshot(), new Map(ledger.store.collection('SH1Collection'))];
  }
}
