import { decodePadded, epochNotesSchema, openRecord, type EpochNotes } from '@acequia/protocol';
import type { HomeEpoch } from '@acequia/protocol/keystore';
import type { Agreement, Delegatee, EpochGuests } from '../keys/EpochGuests.js';
import { delegateeAt } from './delegateeAt.js';
import type { DelegationBook } from './DelegationBook.js';
import { fitNotes } from './fitNotes.js';

/** Something of this home that the community is told in the notes of epochs. */
export interface NoteSource {
  /** What it was not told yet, oldest first. */
  pending(): Promise<Partial<Omit<EpochNotes, 'version'>>>;
  /** These notes are on the ledger; the same ones may be named again. */
  told(notes: EpochNotes): Promise<void>;
}

export interface GuestParts {
  readonly book: DelegationBook;
  readonly sources: readonly NoteSource[];
  /** `sealingDomain`. */
  readonly domain: string;
}

/** What delegation and alarms put into this home's epochs. */
export class HomeGuests implements EpochGuests {
  readonly #parts: GuestParts;

  constructor(parts: GuestParts) {
    this.#parts = parts;
  }

  async delegateeFor(start: number, end: number): Promise<Delegatee | undefined> {
    return Promise.resolve(delegateeAt(this.#parts.book.list(), { start, end }));
  }

  async nextAgreement(): Promise<Agreement | undefined> {
    const entry = this.#parts.book
      .list()
      .find(({ registeredAt, anchoredIn }) => registeredAt !== undefined && anchoredIn === undefined);
    return Promise.resolve(entry && { delegationId: entry.delegationId, terms: entry.terms });
  }

  async nextNotes(): Promise<EpochNotes> {
    const waiting = await Promise.all(this.#parts.sources.map((source) => source.pending()));
    return fitNotes({
      receipts: waiting.flatMap(({ receipts }) => receipts ?? []),
      acknowledged: waiting.flatMap(({ acknowledged }) => acknowledged ?? []),
    });
  }

  async published({ record, keys, agreement }: HomeEpoch): Promise<void> {
    const { book, sources, domain } = this.#parts;
    if (agreement !== undefined) {
      await book.step(() => {
        const entry = book.find(agreement.delegationId);
        if (entry === undefined || entry.anchoredIn !== undefined) return undefined;
        return { entry: { ...entry, anchoredIn: record.epoch }, tell: [] };
      });
    }
    const sealed = Buffer.from(record.notes, 'base64');
    const notes = decodePadded(
      epochNotesSchema,
      openRecord(Buffer.from(keys.audit, 'base64'), sealed, domain),
    );
    for (const source of sources) await source.told(notes);
  }
}
