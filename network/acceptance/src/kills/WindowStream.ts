import { random16Hex } from '@acequia/protocol';
import { LedgerError } from '@acequia/protocol/fabric';
import { asSubmission } from '../harness/asSubmission.js';
import type { Meter, MeterWindow } from '../harness/Meter.js';
import type { Member } from '../harness/Member.js';

/** Sends a meter's windows one after the other without a pause, so that whatever is killed is killed in mid-transaction. */
export class WindowStream {
  readonly meter: Meter;
  readonly #home: Member;
  readonly #acknowledged: MeterWindow[] = [];
  #failures = 0;
  #stopping = false;
  #done: Promise<void> = Promise.resolve();

  constructor(home: Member, meter: Meter) {
    this.#home = home;
    this.meter = meter;
  }

  /** What the ledger has said that it took, in order. */
  get acknowledged(): readonly MeterWindow[] {
    return this.#acknowledged;
  }

  /** How often a submission did not succeed and was made again. */
  get failures(): number {
    return this.#failures;
  }

  start(): void {
    this.#done = this.#run();
    // Heard of in stop().
    this.#done.catch(() => undefined);
  }

  /** Ends after the window under way. @throws what ended the stream before. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#done;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const window = this.meter.window({ amounts: [100] });
      await this.#send(window, random16Hex());
      this.meter.took(window);
      this.#acknowledged.push(window);
    }
  }

  /** Under one request id, as often as it takes: that is how a program lives through an outage. */
  async #send(window: MeterWindow, requestId: string): Promise<void> {
    const [request, transient] = asSubmission([window]);
    for (;;) {
      try {
        await this.#home.ledger.monitoring.submitWindows({ requestId, ...request }, transient);
        return;
      } catch (error) {
        if (!(error instanceof LedgerError)) throw error;
        this.#failures += 1;
      }
    }
  }
}
