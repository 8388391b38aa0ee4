import { canonicalJson, fromAmount, hashCanonical, type DelegationTerms } from '@acequia/protocol';
import { z } from 'zod';
import type { CommunityBook } from './CommunityBook.js';
import { delegationRowSchema, toDelegation, type Delegation } from './delegationRow.js';

const acceptanceSchema = z.strictObject({ termsHash: z.string(), publicKey: z.string() });
export type Acceptance = z.infer<typeof acceptanceSchema>;
const countSchema = z.strictObject({ count: z.int() });

/** The book's tables of delegations. Changes belong into a transaction of the caller's. */
export class Delegations {
  readonly #book: CommunityBook;

  constructor(book: CommunityBook) {
    this.#book = book;
  }

  find(delegationId: string): Delegation | undefined {
    return this.#rows('delegationId = ?', delegationId)[0];
  }

  inState(state: Delegation['state']): Delegation[] {
    return this.#rows('state = ? ORDER BY delegationId', state);
  }

  /** How many delegations a home asks for that nobody has accepted yet. */
  askedBy(homeId: string): number {
    return this.inState('asked').filter(({ terms }) => terms.delegator === homeId).length;
  }

  /** Notes what a delegator asks for. */
  ask(terms: DelegationTerms, publicKey: string, askedAt: number): void {
    this.#book.database.run(
      `INSERT INTO delegations (delegationId, terms, termsHash, publicKey, state, askedAt, escrow) VALUES (?, ?, ?, ?, 'asked', ?, '0')`,
      terms.delegationId,
      canonicalJson(terms),
      hashCanonical(terms),
      publicKey,
      askedAt,
    );
  }

  register(delegationId: string, escrow: bigint): void {
    this.#book.database.run(
      `UPDATE delegations SET state = 'registered', escrow = ? WHERE delegationId = ?`,
      fromAmount(escrow),
      delegationId,
    );
  }

  end(delegationId: string, endedAt: number, outcome: 'cancelled' | 'expired'): void {
    this.#book.database.run(
      `UPDATE delegations SET state = 'ended', endedAt = ?, outcome = ? WHERE delegationId = ?`,
      endedAt,
      outcome,
      delegationId,
    );
  }

  setState(delegationId: string, state: 'refused' | 'settled'): void {
    this.#book.database.run('UPDATE delegations SET state = ? WHERE delegationId = ?', state, delegationId);
  }

  acceptance(delegationId: string, homeId: string): Acceptance | undefined {
    return this.#book.database.get(
      acceptanceSchema,
      'SELECT termsHash, publicKey FROM acceptances WHERE delegationId = ? AND homeId = ?',
      delegationId,
      homeId,
    );
  }

  /** The newest counts, as long as nothing was registered by it. */
  accept(delegationId: string, homeId: string, { termsHash, publicKey }: Acceptance): void {
    this.#book.database.run(
      'INSERT OR REPLACE INTO acceptances (delegationId, homeId, termsHash, publicKey) VALUES (?, ?, ?, ?)',
      delegationId,
      homeId,
      termsHash,
      publicKey,
    );
  }

  /** Notes that a home cancelled, also what is not known yet: messages may come in any order. */
  cancel(delegationId: string, homeId: string): void {
    this.#book.database.run(
      'INSERT OR REPLACE INTO cancellations (delegationId, homeId) VALUES (?, ?)',
      delegationId,
      homeId,
    );
  }

  isCancelled({ delegationId, delegator, delegatee }: DelegationTerms): boolean {
    return this.#count(
      'SELECT count(*) AS count FROM cancellations WHERE delegationId = ? AND homeId IN (?, ?)',
      delegationId,
      delegator,
      delegatee,
    );
  }

  /** Whether another delegation has that key. */
  isKeyUsed(publicKey: string, delegationId: string): boolean {
    return this.#count(
      `SELECT count(*) AS count FROM delegations WHERE publicKey = ? AND delegationId <> ? AND state <> 'refused'`,
      publicKey,
      delegationId,
    );
  }

  /** Notes an epoch to be paid for, unless one of its place in the grid is: a rotation costs nothing more. */
  pay(delegationId: string, slot: number, epoch: number): void {
    this.#book.database.run(
      'INSERT INTO paidSlots (delegationId, slot, epoch) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      delegationId,
      slot,
      epoch,
    );
  }

  /** How many epochs are to be paid for. */
  paidEpochs(delegationId: string): number {
    const row = this.#book.database.get(
      countSchema,
      'SELECT count(*) AS count FROM paidSlots WHERE delegationId = ?',
      delegationId,
    );
    return row?.count ?? 0;
  }

  #count(sql: string, ...values: string[]): boolean {
    return (this.#book.database.get(countSchema, sql, ...values)?.count ?? 0) > 0;
  }

  #rows(condition: string, ...values: string[]): Delegation[] {
    return this.#book.database
      .all(delegationRowSchema, `SELECT * FROM delegations WHERE ${condition}`, ...values)
      .map(toDelegation);
  }
}
