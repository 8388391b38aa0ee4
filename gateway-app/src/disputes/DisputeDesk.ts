import { sealingDomain, type DisputeRecord } from '@acequia/protocol';
import { Attempts } from '../services/Attempts.js';
import type { DisputeContext } from './DisputeContext.js';
import { Disclosures } from './Disclosures.js';
import { disputedBill } from './disputedBill.js';
import { FindingNotes } from './FindingNotes.js';
import { openFinding } from './openFinding.js';

/**
 * Takes disputes to their end: discloses to the auditor what they are about, and after the finding issues the note that it asks
 * for and closes them. Auctions that are settled stay as they are, whatever is found: nothing is done about them.
 */
export class DisputeDesk {
  readonly #context: DisputeContext;
  readonly #domain: string;
  readonly #disclosures: Disclosures;
  readonly #notes: FindingNotes;
  readonly #attempts: Attempts;

  constructor(context: DisputeContext) {
    this.#context = context;
    this.#domain = sealingDomain(context.config.fabric);
    this.#disclosures = new Disclosures(context, this.#domain);
    this.#notes = new FindingNotes(context);
    this.#attempts = new Attempts(context.log);
  }

  async step(): Promise<void> {
    for (const dispute of this.#context.model.notices.unsettledDisputes()) {
      await this.#attempts.attempt(`dispute ${dispute.disputeId}`, async () => {
        if (dispute.status === 'open') await this.#disclosures.disclose(dispute);
        else await this.#conclude(dispute);
      });
    }
  }

  async #conclude(dispute: DisputeRecord): Promise<void> {
    const keys = { privateKeys: this.#context.keyring.privateKeys(), domain: this.#domain };
    const finding = openFinding(dispute, 'community', keys);
    if (finding === undefined) return;
    if (finding.outcome === 'dismissed' || finding.correctionMinor === '0') {
      await this.#close(dispute);
      return;
    }
    const bill = disputedBill(this.#context.model, dispute);
    const note = bill === undefined ? undefined : await this.#notes.issue(bill, finding);
    // A correction waits for the bill that it corrects.
    if (note !== undefined) await this.#close(dispute, note);
  }

  async #close({ disputeId }: DisputeRecord, note?: string): Promise<void> {
    const { ledger, reached, log } = this.#context;
    const { blockNumber } = await ledger.disputes.closeDispute({
      disputeId,
      ...(note === undefined ? {} : { note }),
    });
    await reached(blockNumber);
    log.info({ disputeId, note }, 'dispute closed');
  }
}
