import {
  billDocumentSchema,
  hashCanonical,
  type BillDocument,
  type BillRecord,
  type CommunityRecord,
} from '@acequia/protocol';
import type { StoredDocument } from '../ownStore/DocumentStore.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import { Attempts } from './Attempts.js';
import { billNumber } from './billNumber.js';
import type { CommunityContext } from './CommunityContext.js';
import { composeBill } from './composeBill.js';
import { deliverDocument } from './deliverDocument.js';

/** Bills every home for every closed period: preview, then final; each is delivered to the home. */
export class Billing {
  readonly #context: CommunityContext;
  readonly #attempts: Attempts;
  /** Bills with which nothing is left to do: years of them must not be looked at with every block. */
  readonly #done = new Set<string>();

  constructor(context: CommunityContext) {
    this.#context = context;
    this.#attempts = new Attempts(context.log);
  }

  async step(): Promise<void> {
    const { model } = this.#context;
    const community = model.registry.community();
    if (community === undefined) return;
    const closed = model.quota.periods().filter(({ closedAt }) => closedAt !== undefined);
    const homes = model.registry.homes();
    await Promise.all(
      closed.flatMap((period) => homes.map(({ homeId }) => this.#advance(homeId, period, community))),
    );
  }

  /** Takes one bill as far as it goes now. A home that does not take the delivery holds up its own copy only. */
  async #advance(homeId: string, period: PeriodView, community: CommunityRecord): Promise<void> {
    const { model } = this.#context;
    const number = billNumber(period.periodId, homeId);
    const subject = { homeId, period, community } as const;
    // Nobody owes a base fee for a time before it joined or after it left.
    if (this.#isDone(number) || !model.registry.belonged(homeId, period, community)) return;
    await this.#attempts.attempt(`issue ${number}`, async () => {
      if (this.#previewToSend(model.billing.bill(number)) === undefined) await this.#preview(subject);
      await this.#attempts.attempt(`deliver preview ${number}`, () =>
        deliverDocument(this.#context, number, 'preview'),
      );
      if (model.billing.bill(number)?.status === 'preview') await this.#finalise(subject);
    });
    await this.#attempts.attempt(`deliver ${number}`, () => deliverDocument(this.#context, number, 'final'));
  }

  #isDone(number: string): boolean {
    const { billing } = this.#context.model;
    if (this.#done.has(number)) return true;
    if (billing.bill(number)?.status !== 'final' || billing.document(number, 'final') === undefined)
      return false;
    this.#done.add(number);
    return true;
  }

  /**
   * The public record of a preview that needs no new one: it is final by now, or this gateway still has the document
   * behind it. (A gateway that lost its own file previews anew.)
   */
  #previewToSend(record: BillRecord | undefined): BillRecord | undefined {
    if (record === undefined || record.status === 'final') return record;
    const stored = this.#stored(record.number, 'preview');
    return stored !== undefined && hashCanonical(stored.document) === record.commitment ? record : undefined;
  }

  #stored(number: string, status: BillDocument['status']): StoredDocument<BillDocument> | undefined {
    return this.#context.documents.find(billDocumentSchema, `bill/${number}/${status}`);
  }

  async #preview(subject: {
    readonly homeId: string;
    readonly period: PeriodView;
    readonly community: CommunityRecord;
  }): Promise<void> {
    const { ledger, reached } = this.#context;
    const { homeId, period } = subject;
    const { document, issueRequestId } = this.#keep(subject, 'preview');
    const { blockNumber } = await ledger.billing.previewBill({
      requestId: issueRequestId,
      number: document.number,
      homeId,
      periodId: period.periodId,
      commitment: hashCanonical(document),
    });
    await reached(blockNumber);
  }

  async #finalise(subject: {
    readonly homeId: string;
    readonly period: PeriodView;
    readonly community: CommunityRecord;
  }): Promise<void> {
    const { ledger, reached, log } = this.#context;
    const { document, issueRequestId } = this.#keep(subject, 'final');
    const { blockNumber } = await ledger.billing.finaliseBill({
      requestId: issueRequestId,
      number: document.number,
      commitment: hashCanonical(document),
    });
    await reached(blockNumber);
    log.info({ number: document.number }, 'bill final');
  }

  #keep(
    subject: { readonly homeId: string; readonly period: PeriodView; readonly community: CommunityRecord },
    status: BillDocument['status'],
  ): StoredDocument<BillDocument> {
    const { model, documents, now } = this.#context;
    const key = `bill/${billNumber(subject.period.periodId, subject.homeId)}/${status}`;
    return documents.findOrKeep(billDocumentSchema, key, () =>
      composeBill(model, { ...subject, status, issuedAt: now(subject.community) }),
    );
  }
}
