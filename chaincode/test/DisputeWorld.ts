import type { DisputeSubject } from '@acequia/protocol';
import { Community } from './Community.js';
import { DisputeScene, type DisclosedWindow } from './DisputeScene.js';
import { expectRefused } from './expectRefused.js';
import { openMonth } from './openMonth.js';

const HOUR = 3600;
const MONTH = 30 * 86_400;

/** A community in September with windows and bills to dispute, and an auditor with an operation key. */
export class DisputeWorld {
  readonly community = new Community();
  readonly scene = new DisputeScene(this.community);
  readonly billNumber = 'B-2016-09-SH1';
  readonly bill: DisputeSubject = { kind: 'bill', number: this.billNumber };
  #windows: readonly DisclosedWindow[] = [];

  async start(): Promise<void> {
    const { community, scene } = this;
    const { origin } = community;
    await community.start();
    await openMonth(community);
    await scene.publishAuditorKey();
    const deviceId = 'sh1-energy';
    this.#windows = [
      await scene.window({ deviceId, sequence: 1, start: origin - HOUR }),
      await scene.window({ deviceId, sequence: 2, start: origin }),
      await scene.window({ deviceId, sequence: 3, start: origin + MONTH - 1 }),
      await scene.window({ deviceId: 'sh2-energy', sequence: 1, start: origin, homeId: 'SH2' }),
    ];
    await this.issueBill('SH1', this.billNumber);
  }

  /** Of home SH1, an hour before September. */
  get earlier(): DisclosedWindow {
    return this.#window(0);
  }

  /** Of home SH1, the first in September. */
  get first(): DisclosedWindow {
    return this.#window(1);
  }

  /** Of home SH1: it starts in September's last second. */
  get second(): DisclosedWindow {
    return this.#window(2);
  }

  /** Of home SH2, in September. */
  get foreign(): DisclosedWindow {
    return this.#window(3);
  }

  /** The first window, as what a dispute is about. */
  get subject(): DisputeSubject {
    const { deviceId, sequence } = this.first;
    return { kind: 'window', deviceId, sequence };
  }

  async issueBill(homeId: string, number: string, periodId = '2016-09'): Promise<void> {
    const request = { number, homeId, periodId, commitment: 'a'.repeat(64) };
    await this.community.ledger.run(this.community.operator, 'billing', 'previewBill', request);
  }

  /** Makes a bill final and corrects it. */
  async issueNote(number: string, note: string): Promise<void> {
    const { ledger, operator } = this.community;
    const commitment = 'b'.repeat(64);
    await ledger.run(operator, 'billing', 'finaliseBill', { number, commitment });
    const request = { number: note, kind: 'creditNote', corrects: number, commitment };
    await ledger.run(operator, 'billing', 'issueNote', request);
  }

  async openOctober(): Promise<void> {
    const { ledger, operator, origin } = this.community;
    await ledger.run(operator, 'quota', 'openPeriod', {
      periodId: '2016-10',
      start: origin + MONTH,
      end: origin + 2 * MONTH,
      contracts: [{ resource: 'energy', lotSize: '1000', lots: 1 }],
      holdings: [{ accountId: `acc-${'a'.repeat(32)}`, resource: 'energy', lots: 1 }],
    });
  }

  /** Lets September and October pass, and closes both. */
  async closePeriods(): Promise<void> {
    const { ledger, operator } = this.community;
    this.community.pass(2 * MONTH);
    for (const periodId of ['2016-09', '2016-10']) {
      await ledger.run(operator, 'quota', 'closePeriod', { periodId });
    }
  }

  /** Expects a refusal, and that it left no trace. */
  async refused(work: () => Promise<unknown>, code: string): Promise<void> {
    await expectRefused(this.community.ledger, work, code);
  }

  #window(index: number): DisclosedWindow {
    const window = this.#windows[index];
    if (window === undefined) throw new Error('await start() first');
    return window;
  }
}
