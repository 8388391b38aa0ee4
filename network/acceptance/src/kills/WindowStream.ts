import { random16Hex } from '@acequia/protocol';
import { LedgerError } from '@acequia/protocol/fabric';
import { asSubmission } from '../harness/asSubmission.js';
import type { HomeSealer } from '../harness/HomeSealer.js';
import type { Meter, MeterWindow } from '../harness/Meter.js';
import type { Member } from '../harness/Member.js';

/** Refusals by which an epoch says that it takes records no more. */
const ENDED = ['EPOCH_REVOKED', 'EPOCH_EXPIRED'];

/** Sends a meter's windows one after the other without a pause, so that whatever is killed is killed in mid-transaction. */
export class WindowStream {
  readonly meter: Meter;
  readonly #home: Member;
  readonly #sealer: HomeSealer;
  readonly #acknowledged: MeterWindow[] = [];
  #failures = 0;
  #stopping = false;
  #done: Promise<void> = Promise.resolve();

  /** @param sealer the home's keys. */
  constructor(home: Member, meter: Meter, sealer: HomeSealer) {
    this.#home = home;
    this.#sealer = sealer;
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
      const window = await this.#send();
      this.meter.took(window);
      this.#acknowledged.push(window);
    }
  }

  /**
   * Under one request id, as often as it takes: that is how a program lives through an outage. A window whose epoch takes
   * records no more has not been taken, and is sealed again, as another request.
   */
  async #send(): Promise<MeterWindow> {
    await this.#sealer.epoch();
    let window = this.meter.window({ amounts: [100] });
    let requestId = random16Hex();
    for (;;) {
      const [request, transient] = asSubmission([window]);
      try {
        await this.#home.ledger.monitoring.submitWindows({ requestId, ...request }, transient);
        return window;
      } catch (error) {
        if (!(error instanceof LedgerError)) throw error;
        this.#failures += 1;
        if (!ENDED.includes(error.code)) continue;
        await this.#sealer.epoch();
        window = this.meter.again(window);
        requestId = random16Hex();
      }
    }
  }
}
