import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { AlarmBook } from './AlarmBook.js';
import { ALARMS_IN_BATCH, composeBatch, type AlarmRecipient } from './composeBatch.js';

/** What the sender works with. */
export interface AlarmSenderContext {
  readonly alarms: AlarmBook;
  readonly ledger: Pick<CommunityLedger['alarms'], 'sendAlarms'>;
  /** Who gets an alarm of a home now; nobody while it has to wait. */
  readonly recipients: (homeId: string, now: number) => AlarmRecipient[];
  /** `sealingDomain`. */
  readonly domain: string;
}

/** Puts alarms on the ledger, each once: a batch is kept with its request's id before it is sent. */
export class AlarmSender {
  readonly #context: AlarmSenderContext;

  constructor(context: AlarmSenderContext) {
    this.#context = context;
  }

  /** Sends all that waits. @param now ledger seconds. @returns how many batches. @throws LedgerError. */
  async send(now: number): Promise<number> {
    let sent = 0;
    for (;;) {
      if (this.#context.alarms.unsent() === undefined) this.#compose(now);
      const batch = this.#context.alarms.unsent();
      if (batch === undefined) return sent;
      const { batchId, requestId, slots } = batch;
      await this.#context.ledger.sendAlarms({ requestId, batchId, slots: [...slots] });
      this.#context.alarms.setSent(batchId);
      sent += 1;
    }
  }

  #compose(now: number): void {
    const { alarms, recipients, domain } = this.#context;
    // Alarms of homes that have no key yet wait, and may be many: they hold up no other home's.
    const reached = new Map(
      alarms.homesWaiting().map((homeId) => [homeId, recipients(homeId, now)] as const),
    );
    const homeIds = [...reached.keys()].filter((homeId) => (reached.get(homeId) ?? []).length > 0);
    const addressed = alarms
      .waiting(ALARMS_IN_BATCH, homeIds)
      .map((alarm) => ({ alarm, recipients: reached.get(alarm.homeId) ?? [] }));
    if (addressed.length === 0) return;
    const batch = composeBatch(addressed, { domain, sentAt: now });
    alarms.transaction(() => {
      alarms.keep(batch);
    });
  }
}
