import type { ComplaintRecord } from '@acequia/protocol';
import type { Receipt } from './Receipt.js';
import type { TestWindow } from './TestDevice.js';
import { WindowScene } from './WindowScene.js';

export const HOUR = 3600;
export const DEVICE = 'sh1-energy';

/** A community five hours after its start, with three windows of its meter, an hour each, that can be complained of. */
export class ComplaintScene extends WindowScene {
  readonly #windows: TestWindow[] = [];

  override async start(): Promise<void> {
    const { community, meter } = this;
    await community.start();
    await community.openEpoch();
    community.pass(5 * HOUR);
    for (let hour = 0; hour < 3; hour += 1) {
      const start = community.origin + hour * HOUR;
      const made = meter.next(start, start + HOUR);
      meter.advance(made);
      this.#windows.push(made);
    }
    await this.submit(...this.#windows);
  }

  windowOf(sequence: number): TestWindow {
    const found = this.#windows[sequence - 1];
    if (found === undefined) throw new Error(`no window ${String(sequence)}`);
    return found;
  }

  complain(sequences: readonly number[], deviceId = DEVICE): Promise<Receipt> {
    return this.community.ledger.run(this.community.operator, 'monitoring', 'complain', {
      complaints: sequences.map((sequence) => ({ deviceId, sequence, code: 'KEY_WRAP_BROKEN' })),
    });
  }

  decide(sequence: number, more: { readonly revision?: number } = {}): Promise<Receipt> {
    return this.community.ledger.run(this.community.operator, 'monitoring', 'decideWindows', {
      decisions: [{ deviceId: DEVICE, sequence, verdict: 'rejected', code: 'RECORD_UNREADABLE', ...more }],
    });
  }

  republish({ window, extended }: TestWindow): Promise<Receipt> {
    const { ledger, household } = this.community;
    return ledger.run(household, 'monitoring', 'republishWindow', { window }, { extended });
  }

  /** The windows of SH1 that are complained of. */
  async standing(): Promise<number[]> {
    const { ledger, household } = this.community;
    const { result } = await ledger.run(household, 'monitoring', 'listComplaints', { homeId: 'SH1' });
    return (result as ComplaintRecord[]).map(({ sequence }) => sequence);
  }
}
