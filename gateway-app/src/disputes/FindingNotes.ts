import {
  billDocumentSchema,
  CodedError,
  hashCanonical,
  type BillDocument,
  type BillRecord,
  type Finding,
} from '@acequia/protocol';
import type { StoredDocument } from '../ownStore/DocumentStore.js';
import type { CommunityContext } from '../services/CommunityContext.js';
import { noteNumber } from '../services/noteNumber.js';
import { composeFindingNote } from './composeFindingNote.js';
import { disputeOfNote } from './findingReason.js';

type StoredNote = StoredDocument<BillDocument>;

/** Issues the notes that findings lead to: one each, whatever happens in between. */
export class FindingNotes {
  readonly #context: CommunityContext;

  constructor(context: CommunityContext) {
    this.#context = context;
  }

  /**
   * The note that follows from a finding, issued now unless it was.
   *
   * @returns its number; undefined while the bill is not final or another note to it is under way.
   * @throws CodedError PAYLOAD_MISSING and others of computing the bill, LedgerError.
   */
  async issue(bill: BillRecord, finding: Finding): Promise<string | undefined> {
    const issued = this.#issued(bill, finding.disputeId);
    if (issued !== undefined) return issued;
    if (bill.status !== 'final') return undefined;
    // Notes that late readings lead to are written under the same lock: no two get one number.
    const stored = await this.#context.decisions.run(() => this.#writtenOrWrite(bill, finding));
    return stored === undefined ? undefined : this.#send(stored, bill);
  }

  #issued(bill: BillRecord, disputeId: string): string | undefined {
    return this.#context.model.billing.notes(bill.number).find(({ number }) => {
      const document = this.#stored(number)?.document;
      return document !== undefined && disputeOfNote(document) === disputeId;
    })?.number;
  }

  #writtenOrWrite(bill: BillRecord, finding: Finding): StoredNote | undefined {
    const { model, documents, now } = this.#context;
    const community = model.registry.community();
    const period = model.quota.period(bill.periodId);
    if (community === undefined || period === undefined) return undefined;
    const count = model.billing.notes(bill.number).length + 1;
    const waiting =
      this.#stored(noteNumber(bill, 'creditNote', count)) ??
      this.#stored(noteNumber(bill, 'debitNote', count));
    if (waiting !== undefined)
      return disputeOfNote(waiting.document) === finding.disputeId ? waiting : undefined;
    const subject = { bill, period, community, count, issuedAt: now(community) };
    const note = composeFindingNote(model, subject, finding);
    return documents.keep(`bill/${note.number}/final`, note);
  }

  async #send({ document, issueRequestId }: StoredNote, bill: BillRecord): Promise<string> {
    const { ledger, reached, log } = this.#context;
    const { number, kind } = document;
    if (kind === 'bill') throw new CodedError('NOTE_DIFFERS', `${number} is no note`);
    const { blockNumber } = await ledger.billing.issueNote({
      requestId: issueRequestId,
      number,
      kind,
      corrects: bill.number,
      commitment: hashCanonical(document),
    });
    await reached(blockNumber);
    log.info({ number, corrects: bill.number }, 'note issued after a finding');
    return number;
  }

  #stored(number: string): StoredNote | undefined {
    return this.#context.documents.find(billDocumentSchema, `bill/${number}/final`);
  }
}
