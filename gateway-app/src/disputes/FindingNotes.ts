import {
  billDocumentSchema,
  CodedError,
  hashCanonical,
  type BillDocument,
  type BillRecord,
  type Finding,
} from '@acequia/protocol';
import type { StoredDocument } from '../ownStore/DocumentStore.js';
import type { DisputeContext } from './DisputeContext.js';
import { deliverDocument } from '../services/deliverDocument.js';
import { noteNumber } from '../services/noteNumber.js';
import { composeFindingNote } from './composeFindingNote.js';
import { disputeOfNote } from './findingReason.js';

type StoredNote = StoredDocument<BillDocument>;

/** Issues the notes that findings lead to: one each, whatever happens in between. */
export class FindingNotes {
  readonly #context: DisputeContext;

  constructor(context: DisputeContext) {
    this.#context = context;
  }

  /**
   * The note that follows from a finding, issued now unless it was.
   *
   * @returns its number; undefined while the bill is not final or another note to it is under way.
   * @throws CodedError BILL_DOCUMENT_LOST, LedgerError.
   */
  async issue(bill: BillRecord, finding: Finding): Promise<string | undefined> {
    const issued = this.#issued(bill, finding.disputeId);
    if (issued !== undefined) {
      // Issued, and killed before it was delivered.
      await deliverDocument(this.#context, issued, 'final');
      return issued;
    }
    if (bill.status !== 'final') return undefined;
    // Notes that late readings lead to are written under the same lock: no two get one number.
    const stored = await this.#context.decisions.run(() => this.#writtenOrWrite(bill, finding));
    return stored === undefined ? undefined : this.#send(stored, bill);
  }

  #issued(bill: BillRecord, disputeId: string): string | undefined {
    return this.#context.model.billing.notes(bill.number).find(({ number }) => {
      const document =
        this.#context.model.billing.document(number, 'final') ?? this.#stored(number)?.document;
      return document !== undefined && disputeOfNote(document) === disputeId;
    })?.number;
  }

  #writtenOrWrite(bill: BillRecord, finding: Finding): StoredNote | undefined {
    const { model, documents, now } = this.#context;
    const community = model.registry.community();
    if (community === undefined) return undefined;
    const count = model.billing.notes(bill.number).length + 1;
    const waiting =
      this.#stored(noteNumber(bill, 'creditNote', count)) ??
      this.#stored(noteNumber(bill, 'debitNote', count));
    if (waiting !== undefined)
      return disputeOfNote(waiting.document) === finding.disputeId ? waiting : undefined;
    const document = this.#billDocument(bill);
    const note = composeFindingNote({ bill: document, community, count, issuedAt: now(community) }, finding);
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
    await deliverDocument(this.#context, number, 'final');
    log.info({ number, corrects: bill.number }, 'note issued after a finding');
    return number;
  }

  #billDocument({ number, status }: BillRecord): BillDocument {
    const document = this.#context.model.billing.document(number, status) ?? this.#stored(number)?.document;
    if (document !== undefined) return document;
    throw new CodedError(
      'BILL_DOCUMENT_LOST',
      `the document behind ${number} is not in this gateway's store`,
    );
  }

  #stored(number: string): StoredNote | undefined {
    return this.#context.documents.find(billDocumentSchema, `bill/${number}/final`);
  }
}
