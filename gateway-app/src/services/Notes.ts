import {
  billDocumentSchema,
  hashCanonical,
  type BillDocument,
  type BillRecord,
  type CommunityRecord,
} from '@acequia/protocol';
import { disputeOfNote } from '../disputes/findingReason.js';
import type { StoredDocument } from '../ownStore/DocumentStore.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import { chargedBefore } from '../usage/chargedBefore.js';
import { Attempts } from './Attempts.js';
import { billNumber } from './billNumber.js';
import type { CommunityContext } from './CommunityContext.js';
import { composeNote } from './composeNote.js';
import { deliverDocument } from './deliverDocument.js';
import { noteNumber } from './noteNumber.js';

/** A final bill and what it is about. */
interface Subject {
  readonly bill: BillRecord;
  readonly period: PeriodView;
  readonly community: CommunityRecord;
}

/** Corrects final bills by notes when readings of their period are accepted after its close. */
export class Notes {
  readonly #context: CommunityContext;
  readonly #attempts: Attempts;

  constructor(context: CommunityContext) {
    this.#context = context;
    this.#attempts = new Attempts(context.log);
  }

  async step(): Promise<void> {
    const { model } = this.#context;
    const community = model.registry.community();
    if (community === undefined) return;
    for (const period of model.quota.periods()) {
      if (period.closedAt === undefined) continue;
      for (const { homeId } of model.registry.homes()) {
        const bill = model.billing.bill(billNumber(period.periodId, homeId));
        if (bill?.status === 'final') await this.#correct({ bill, period, community });
      }
    }
  }

  async #correct(subject: Subject): Promise<void> {
    const { number } = subject.bill;
    await this.#attempts.attempt(`note to ${number}`, async () => {
      const note = await this.#nextNote(subject);
      if (note !== undefined) await this.#issue(note, number);
    });
    for (const note of this.#context.model.billing.notes(number)) {
      await this.#attempts.attempt(`deliver ${note.number}`, () =>
        deliverDocument(this.#context, note.number, 'final'),
      );
    }
  }

  /** The note that has to be issued now: one written before and not on the ledger yet, or a new one. */
  async #nextNote(subject: Subject): Promise<StoredDocument<BillDocument> | undefined> {
    const { model, decisions } = this.#context;
    const count = model.billing.notes(subject.bill.number).length + 1;
    const written =
      this.#stored(noteNumber(subject.bill, 'creditNote', count)) ??
      this.#stored(noteNumber(subject.bill, 'debitNote', count));
    if (written !== undefined || !this.#isDue(subject)) return written;
    // No decision may be under way: the home must find the same windows decided before the note was written.
    return decisions.run(() => this.#write(subject, count));
  }

  #write({ bill, period, community }: Subject, count: number): StoredDocument<BillDocument> | undefined {
    const { model, documents, now } = this.#context;
    const charged = chargedBefore(bill, this.#readingNotes(bill.number), (record) =>
      this.#documentOf(record),
    );
    if (charged === undefined) return undefined;
    const note = composeNote(model, { bill, period, community, charged, count, issuedAt: now(community) });
    return note === undefined ? undefined : documents.keep(`bill/${note.number}/final`, note);
  }

  /** Late windows have gathered for long enough, none is waiting, and no note has covered them yet. */
  #isDue({ bill, period, community }: Subject): boolean {
    const { model, config, now } = this.#context;
    const newest = model.monitoring.lastLateDecision(bill.homeId, period);
    if (newest === undefined) return false;
    const covered = this.#readingNotes(bill.number).some((note) => this.#writtenAfter(note, newest));
    if (covered || now(community) <= newest + config.community.noteWaitSeconds) return false;
    return model.monitoring
      .windowsBetween(bill.homeId, period.start, period.end)
      .every(({ verdict }) => verdict !== undefined);
  }

  /** What an auditor found stands beside what the readings give: no later note takes it back. */
  #readingNotes(number: string): BillRecord[] {
    return this.#context.model.billing.notes(number).filter((note) => {
      const document = this.#documentOf(note);
      return document === undefined || disputeOfNote(document) === undefined;
    });
  }

  #writtenAfter(note: BillRecord, time: number): boolean {
    const document = this.#documentOf(note);
    return document !== undefined && document.issuedAt > time;
  }

  async #issue({ document, issueRequestId }: StoredDocument<BillDocument>, corrects: string): Promise<void> {
    if (document.kind === 'bill') return;
    const { ledger, reached, log } = this.#context;
    const { number, kind } = document;
    const commitment = hashCanonical(document);
    const { blockNumber } = await ledger.billing.issueNote({
      requestId: issueRequestId,
      number,
      kind,
      corrects,
      commitment,
    });
    await reached(blockNumber);
    log.info({ number, corrects }, 'note issued');
  }

  #documentOf({ number, status }: BillRecord): BillDocument | undefined {
    return this.#context.model.billing.document(number, status) ?? this.#stored(number)?.document;
  }

  #stored(number: string): StoredDocument<BillDocument> | undefined {
    return this.#context.documents.find(billDocumentSchema, `bill/${number}/final`);
  }
}
