import type { ComplaintCode } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import { Attempts } from './Attempts.js';
import type { CommunityContext } from './CommunityContext.js';
import { complaintDue } from './complaintDue.js';
import type { ReviewTerms } from './ReviewTerms.js';

/** Complaints in one transaction. */
const BATCH = 100;

interface Complaint {
  readonly deviceId: string;
  readonly sequence: number;
  readonly code: ComplaintCode;
}

/** What it works with. */
export type ComplaintsContext = Pick<CommunityContext, 'model' | 'reached' | 'log'> & {
  readonly ledger: { readonly monitoring: Pick<CommunityLedger['monitoring'], 'complain'> };
};

/** Tells homes on the ledger which of their windows the community cannot read, once a revision. */
export class Complaints {
  readonly #context: ComplaintsContext;
  readonly #attempts: Attempts;

  constructor(context: ComplaintsContext) {
    this.#context = context;
    this.#attempts = new Attempts(context.log);
  }

  /** Complains of all that is due. A home whose complaint fails holds up no other. */
  async make(terms: ReviewTerms): Promise<void> {
    for (const [homeId, complaints] of this.#due(terms)) {
      await this.#attempts.attempt(`complaints to ${homeId}`, () => this.#send(homeId, complaints));
    }
  }

  async #send(homeId: string, complaints: readonly Complaint[]): Promise<void> {
    const { ledger, reached, log } = this.#context;
    for (let start = 0; start < complaints.length; start += BATCH) {
      const batch = complaints.slice(start, start + BATCH);
      const { blockNumber } = await ledger.monitoring.complain({ complaints: batch });
      await reached(blockNumber);
    }
    for (const complaint of complaints) log.warn({ homeId, ...complaint }, 'window cannot be read');
  }

  #due(terms: ReviewTerms): Map<string, Complaint[]> {
    const due = new Map<string, Complaint[]>();
    for (const window of this.#context.model.monitoring.troubled()) {
      const code = complaintDue(window, terms);
      if (code === undefined) continue;
      const { homeId, deviceId, sequence } = window;
      due.set(homeId, [...(due.get(homeId) ?? []), { deviceId, sequence, code }]);
    }
    return due;
  }
}
