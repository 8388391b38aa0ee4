import { createHash, X509Certificate } from 'node:crypto';
import {
  coinDenominations,
  fromAmount,
  random16Hex,
  splitIntoCoins,
  type ChannelBody,
  type TradingSide,
} from '@acequia/protocol';
import type { CommunityBook } from '../src/delegation/CommunityBook.js';
import { ServiceAccounts } from '../src/delegation/ServiceAccounts.js';
import { ServicePayments } from '../src/delegation/ServicePayments.js';
import { Fundings } from '../src/registrar/Fundings.js';
import type { RegistrarKeys } from '../src/registrar/loadRegistrarKeys.js';
import { PseudonymDesk } from '../src/registrar/PseudonymDesk.js';
import { Pseudonyms } from '../src/registrar/Pseudonyms.js';
import { pseudonymRequest } from './RegistrarDesk.js';
import { community, period, START } from './sampleFacts.js';

const DELAY = 1800;

/** What is on the ledger of one pseudonym, for everybody to read. */
export interface Trace {
  /** Certificate, ticket and accounts, field by field. */
  readonly fields: Readonly<Record<string, string>>;
  /** What it was paid, the largest first: minor units. */
  readonly payments: readonly string[];
}

/** A trace, and what only the registrar knows of it. */
export interface KnownTrace extends Trace {
  readonly homeId: string;
  readonly auctionId: string;
}

/** A community whose homes trade as pseudonyms, with the registrar's own parts, and what the ledger shows of it. */
export class TradingTown {
  readonly homes: readonly string[];
  readonly traces: KnownTrace[] = [];
  /** What each account held when the period opened. */
  readonly opening = new Map<string, number>();
  readonly #coins = new Map<string, { readonly accountId: string; readonly lots: number }[]>();
  readonly #book: CommunityBook;
  readonly #desk: PseudonymDesk;
  readonly #fundings: Fundings;
  readonly #payments: ServicePayments;
  #answer: ChannelBody | undefined;

  /** @param entitlements lots of each home. */
  constructor(book: CommunityBook, keys: RegistrarKeys, entitlements: readonly number[]) {
    this.#book = book;
    this.homes = entitlements.map((_, i) => `SH${i + 1}`);
    const denominations = coinDenominations(Math.min(...entitlements), 8);
    for (const [i, homeId] of this.homes.entries()) {
      const { main, coins } = splitIntoCoins(entitlements[i] ?? 0, denominations);
      this.opening.set(`acc-${random16Hex()}`, main);
      const own = coins.map((lots) => ({ accountId: `acc-${random16Hex()}`, lots }));
      for (const { accountId, lots } of own) this.opening.set(accountId, lots);
      this.#coins.set(homeId, own);
    }
    const wallClock = Date.now();
    const pseudonyms = new Pseudonyms(book);
    const accounts = new ServiceAccounts(book);
    this.#payments = new ServicePayments(book);
    for (const homeId of this.homes) {
      accounts.book(homeId, { kind: 'deposit', amount: '1000000', at: 0 }, `deposit/${homeId}`);
    }
    this.#desk = new PseudonymDesk({
      keys,
      pseudonyms,
      letters: { write: (_, body) => (this.#answer = body) },
      periodAt: () => ({ ...period }),
      coinsOf: (homeId) => this.#coins.get(homeId) ?? [],
      listed: () => 0,
      isTokenAccount: () => false,
      graceSeconds: 86_400,
      wallClock: () => wallClock,
    });
    this.#fundings = new Fundings({
      pseudonyms,
      accounts,
      payments: this.#payments,
      decimals: () => 2,
      fees: () => ({ transferFeeBp: 0, rewardBp: 0 }),
      maxDelay: DELAY,
    });
  }

  /** A home takes part in an auction of so many lots; all who do need the same bond. */
  trade(homeId: string, auctionId: string, side: TradingSide, lots: number, at = START): void {
    const body = pseudonymRequest({ auctionId, side, lots });
    this.#book.transaction(() => {
      this.#desk.request({ homeId, community, now: at }, body);
      const amount = fromAmount(BigInt(lots) * 333n);
      this.#fundings.ask({ homeId, tokenAccountId: body.tokenAccountId, amount }, at);
    });
    if (this.#answer?.type !== 'pseudonym') throw new Error(JSON.stringify(this.#answer));
    const { certificate, ticket } = this.#answer;
    const { tag, keyHash, quotaAccountId } = ticket.ticket;
    const fields = {
      ...fieldsOf(certificate),
      tag,
      keyHash,
      quotaAccountId,
      tokenAccountId: body.tokenAccountId,
    };
    const paid = this.#payments.due(at + DELAY).filter(({ accountId }) => accountId === body.tokenAccountId);
    this.traces.push({
      homeId,
      auctionId,
      fields,
      payments: paid.map(({ amount }) => amount).toSorted((a, b) => Number(b) - Number(a)),
    });
  }
}

/** Everything that a certificate says. */
function fieldsOf(pem: string): Record<string, string> {
  const certificate = new X509Certificate(pem);
  const { subject, issuer, serialNumber, validFrom, validTo, keyUsage } = certificate;
  return {
    subject,
    issuer,
    serialNumber,
    validFrom,
    validTo,
    publicKey: createHash('sha256')
      .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
    keyUsage: String(keyUsage),
    subjectAltName: String(certificate.subjectAltName),
    length: String(Math.round(certificate.raw.length / 8)),
  };
}
