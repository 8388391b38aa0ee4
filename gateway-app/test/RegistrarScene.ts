import {
  EPOCH_SECONDS,
  generateX25519,
  hashCanonical,
  type ChannelBody,
  type DelegationTerms,
} from '@acequia/protocol';
import type { CommunityBook } from '../src/delegation/CommunityBook.js';
import type { EpochFact } from '../src/delegation/countsForFee.js';
import { DelegationRegistrar } from '../src/delegation/DelegationRegistrar.js';
import { ServiceAccounts } from '../src/delegation/ServiceAccounts.js';

/** Thrown where a test lets the process die. */
export class Killed extends Error {}

/** A registrar over a book, with the epochs of a ledger on which every home begins one at each point of the grid. */
export class RegistrarScene {
  readonly letters: { readonly recipient: string; readonly body: ChannelBody }[] = [];
  readonly accounts: ServiceAccounts;
  readonly registrar: DelegationRegistrar;
  readonly inactive = new Set<string>();
  /** Revocations by home and epoch, as in `SH1/7`. */
  readonly revoked = new Map<string, number>();
  readonly #book: CommunityBook;
  /** Letters that are written before the process dies; undefined: it lives. */
  #lettersLeft: number | undefined;

  constructor(book: CommunityBook) {
    this.#book = book;
    this.accounts = new ServiceAccounts(book);
    this.registrar = new DelegationRegistrar({
      book,
      accounts: this.accounts,
      letters: {
        write: (recipient, body) => {
          if (this.#lettersLeft === 0) throw new Killed();
          if (this.#lettersLeft !== undefined) this.#lettersLeft -= 1;
          this.letters.push({ recipient, body });
        },
      },
      isHomeActive: (homeId) => !this.inactive.has(homeId),
      isOperationKey: () => false,
      epochs: (homeId, from, to) => this.#epochs(homeId, from, to),
    });
  }

  /** One transaction of the book's, which a crash after so many letters undoes. @returns whether it was done. */
  run(work: (registrar: DelegationRegistrar) => void, diesAfter?: number): boolean {
    const before = this.letters.length;
    this.#lettersLeft = diesAfter;
    try {
      this.#book.transaction(() => {
        work(this.registrar);
      });
      return true;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.letters.length = before;
      return false;
    } finally {
      this.#lettersLeft = undefined;
    }
  }

  deposit(homeId: string, amount: string, source: string): void {
    this.accounts.book(homeId, { kind: 'deposit', amount, at: 0 }, `deposit/${source}`);
  }

  /** Both homes write what they agreed on, the delegatee first. */
  propose(terms: DelegationTerms, now: number): void {
    const { accept, register } = agreement(terms);
    this.run((registrar) => {
      registrar.accept(terms.delegatee, accept, now);
    });
    this.run((registrar) => {
      registrar.register(terms.delegator, register, now);
    });
  }

  /** What has been told to a home, in order: types, with the code of refusals. */
  told(homeId: string): string[] {
    return this.letters
      .filter(({ recipient }) => recipient === homeId)
      .map(({ body }) => (body.type === 'refused' ? `${body.type} ${body.code}` : body.type));
  }

  #epochs(homeId: string, from: number, to: number): EpochFact[] {
    return Array.from({ length: Math.min(to - from + 1, 1000) }, (_, index) => {
      const epoch = from + index;
      const revokedAt = this.revoked.get(`${homeId}/${epoch}`);
      return { epoch, ...spanOf(epoch), ...(revokedAt === undefined ? {} : { revokedAt }) };
    });
  }
}

/** In the scene an epoch's number is its place in the grid. */
function spanOf(epoch: number): { readonly start: number; readonly end: number } {
  return { start: epoch * EPOCH_SECONDS, end: (epoch + 1) * EPOCH_SECONDS };
}

/** What the two homes send the community. */
export function agreement(terms: DelegationTerms): {
  readonly accept: Extract<ChannelBody, { type: 'accept' }>;
  readonly register: Extract<ChannelBody, { type: 'register' }>;
} {
  const publicKey = generateX25519().publicKey.toString('base64');
  const { delegationId } = terms;
  return {
    accept: { type: 'accept', delegationId, termsHash: hashCanonical(terms), publicKey },
    register: { type: 'register', terms, publicKey },
  };
}
