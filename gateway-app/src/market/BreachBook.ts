import {
  breachEvidenceSchema,
  canonicalJson,
  parseJsonWith,
  random16Hex,
  type BreachEvidence,
} from '@acequia/protocol';
import { z } from 'zod';
import type { CommunityBook } from '../delegation/CommunityBook.js';

/**
 * What became of a sale that was looked at. `none`: its lots were not used. `found`: a claim is to be made. `claimed`: it stands on the
 * ledger. `lost`: it came too late, or another one was first.
 */
const stateSchema = z.enum(['none', 'found', 'claimed', 'lost']);
export type BreachState = z.infer<typeof stateSchema>;
const rowSchema = z.strictObject({ evidence: z.string(), requestId: z.string(), state: stateSchema });
const keySchema = z.strictObject({ auctionId: z.string(), tag: z.string() });

/** A sale that was looked at. */
export interface JudgedSale {
  readonly evidence: BreachEvidence;
  /** Of the claim. */
  readonly requestId: string;
  readonly state: BreachState;
}

/** The book's table of what was found of homes' sales. Changes belong into a transaction of the caller's. */
export class BreachBook {
  readonly #book: CommunityBook;

  constructor(book: CommunityBook) {
    this.#book = book;
  }

  /** Keeps what was found, once: salt and request id stay the same ever after. */
  add(evidence: BreachEvidence): void {
    this.#book.database.run(
      'INSERT INTO breaches (auctionId, tag, homeId, evidence, requestId, state) VALUES (?, ?, ?, ?, ?, ?)',
      evidence.auctionId,
      evidence.tag,
      evidence.homeId,
      canonicalJson(evidence),
      random16Hex(),
      evidence.breachedLots > 0 ? 'found' : 'none',
    );
  }

  setState({ auctionId, tag }: BreachEvidence, state: BreachState): void {
    const sql = 'UPDATE breaches SET state = ? WHERE auctionId = ? AND tag = ?';
    this.#book.database.run(sql, state, auctionId, tag);
  }

  isJudged(auctionId: string, tag: string): boolean {
    const sql = 'SELECT auctionId, tag FROM breaches WHERE auctionId = ? AND tag = ?';
    return this.#book.database.get(keySchema, sql, auctionId, tag) !== undefined;
  }

  /** What stands in a state, in the order in which it was found. */
  list(state: BreachState): JudgedSale[] {
    const sql = 'SELECT evidence, requestId, state FROM breaches WHERE state = ? ORDER BY position';
    return this.#book.database
      .all(rowSchema, sql, state)
      .map((row) => ({ ...row, evidence: parseJsonWith(breachEvidenceSchema, row.evidence) }));
  }

  /** All work of the book's in one transaction. */
  transaction(work: () => void): void {
    this.#book.transaction(work);
  }
}
