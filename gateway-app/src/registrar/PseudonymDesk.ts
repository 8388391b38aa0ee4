import { randomBytes, type KeyObject } from 'node:crypto';
import {
  canonicalJson,
  CodedError,
  keyHashOf,
  MAX_COINS,
  parseJsonWith,
  pseudonymSchema,
  random16Hex,
  sha256Hex,
  signTradingTicket,
  tradingTag,
  type ChannelBody,
  type CommunityRecord,
  type Pseudonym,
} from '@acequia/protocol';
import { issueCertificate, openCertificateRequest } from '@acequia/protocol/x509';
import type { Letters } from '../channel/Letters.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import { latestWait } from '../services/latestWait.js';
import { chooseCoin, type Coin } from './chooseCoin.js';
import type { RegistrarKeys } from './loadRegistrarKeys.js';
import type { Pseudonyms } from './Pseudonyms.js';
import { pseudonymValidity } from './pseudonymValidity.js';

export type PseudonymRequest = Extract<ChannelBody, { type: 'requestPseudonym' }>;

/** How long a ticket lets its pseudonym into the auction, ledger seconds: a home that is suspended trades no longer than that. */
const TICKET_SECONDS = 86_400;
/** The same by the wall clock, at least: tokens for the bond come by letters, which take real time. */
const TICKET_MS = 60_000;
/** Pseudonyms of a home in a period: each costs the community a place in what homes are told. */
const MAX_PSEUDONYMS = 100;

/** What the desk works with. */
export interface PseudonymDeskContext {
  /** Undefined where the community has no registrar. */
  readonly keys: RegistrarKeys | undefined;
  readonly pseudonyms: Pseudonyms;
  readonly letters: Pick<Letters, 'write'>;
  /** The open period that a ledger time lies in. */
  readonly periodAt: (now: number) => PeriodView | undefined;
  /** What a home's coins hold of a resource. */
  readonly coinsOf: (
    homeId: string,
    period: PeriodView,
    resource: PseudonymRequest['resource'],
  ) => readonly Coin[];
  /** How many accounts a home's list holds beside its main one, or will when it is told of what it has asked for. */
  readonly listed: (homeId: string, period: PeriodView) => number;
  readonly isTokenAccount: (accountId: string) => boolean;
  /** How long behind a period's end its pseudonyms are of use, ledger seconds. */
  readonly graceSeconds: number;
  /** Wall clock, milliseconds. */
  readonly wallClock: () => number;
}

/** Who asks, and when. */
export interface Asker {
  readonly homeId: string;
  readonly community: CommunityRecord;
  /** Ledger seconds. */
  readonly now: number;
}

/**
 * The community's registrar of pseudonyms (DESIGN §6): gives a home a certificate for one auction and a ticket that says what it
 * may do there. The same request gets the same answer, and each home one tag in an auction, however many pseudonyms it asks
 * for. Everything is done in its caller's transaction.
 */
export class PseudonymDesk {
  readonly #context: PseudonymDeskContext;

  constructor(context: PseudonymDeskContext) {
    this.#context = context;
  }

  request(asker: Asker, body: PseudonymRequest): void {
    const request = Buffer.from(body.request, 'base64');
    const requestHash = sha256Hex(request);
    try {
      const answer = this.#answer(asker, body, openCertificateRequest(request), requestHash);
      this.#context.letters.write(asker.homeId, { ...answer, requestHash });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      const { tokenAccountId } = body;
      const refusal = { type: 'pseudonymRefused', requestHash, tokenAccountId, code: error.code } as const;
      this.#context.letters.write(asker.homeId, refusal);
    }
  }

  #answer(asker: Asker, body: PseudonymRequest, publicKey: KeyObject, requestHash: string): Pseudonym {
    const { keys, pseudonyms } = this.#context;
    if (keys === undefined) throw new CodedError('REGISTRAR_MISSING', 'the community has no registrar');
    const keyHash = keyHashOf(publicKey);
    const known = pseudonyms.ofKey(keyHash);
    if (known !== undefined) {
      const isSame =
        known.homeId === asker.homeId && known.auctionId === body.auctionId && known.side === body.side;
      if (isSame) return parseJsonWith(pseudonymSchema, known.answer);
      throw new CodedError('PSEUDONYM_KEY_USED', 'a pseudonym is for one auction');
    }
    const period = this.#openPeriod(asker, body);
    const quotaAccountId = this.#quotaAccount(asker.homeId, period, body);
    const { auctionId, side, tokenAccountId } = body;
    const tag = tradingTag(keys.secret, asker.homeId, auctionId);
    const expiresAt = asker.now + latestWait(TICKET_SECONDS, TICKET_MS, asker.community.clock);
    const answer: Pseudonym = {
      type: 'pseudonym',
      requestHash,
      certificate: this.#certify(keys, publicKey, asker, period),
      ticket: signTradingTicket(
        { auctionId, side, tag, keyHash, quotaAccountId, expiresAt },
        keys.place,
        keys.ticketKey,
      ),
    };
    pseudonyms.add({
      keyHash,
      homeId: asker.homeId,
      auctionId,
      side,
      tokenAccountId,
      quotaAccountId,
      periodId: period.periodId,
      askedAt: asker.now,
      answer: canonicalJson(answer),
    });
    return answer;
  }

  #openPeriod({ homeId, now }: Asker, { tokenAccountId }: PseudonymRequest): PeriodView {
    const { periodAt, pseudonyms, isTokenAccount } = this.#context;
    const period = periodAt(now);
    if (period === undefined) throw new CodedError('PERIOD_UNKNOWN', 'there is no quota to trade now');
    // An account that others have seen tells whose the pseudonym is.
    if (isTokenAccount(tokenAccountId) || pseudonyms.ofTokenAccount(tokenAccountId) !== undefined) {
      throw new CodedError('TOKEN_ACCOUNT_USED', 'a pseudonym needs a token account of its own');
    }
    if (pseudonyms.count(homeId, period.periodId) >= MAX_PSEUDONYMS) {
      throw new CodedError('PSEUDONYM_TOO_MANY', 'the home has had too many pseudonyms in this period');
    }
    return period;
  }

  /** A coin of the home's for what it sells; what it buys goes to an account that nobody has seen. */
  #quotaAccount(homeId: string, period: PeriodView, { side, resource, lots }: PseudonymRequest): string {
    const { pseudonyms, coinsOf, listed } = this.#context;
    if (side === 'buyer') {
      // Nobody is to pay for lots on an account that no bill would count.
      if (listed(homeId, period) >= MAX_COINS) {
        throw new CodedError(
          'COINS_TOO_MANY',
          'the list of the home’s accounts is full until a period is closed',
        );
      }
      return `acc-${random16Hex()}`;
    }
    const coin = chooseCoin(coinsOf(homeId, period, resource), pseudonyms.usedAccounts(homeId), lots);
    if (coin === undefined) throw new CodedError('COIN_NONE_FREE', 'no coin of so many lots is left');
    return coin.accountId;
  }

  #certify(keys: RegistrarKeys, publicKey: KeyObject, { community }: Asker, { end }: PeriodView): string {
    const { graceSeconds, wallClock } = this.#context;
    const validity = pseudonymValidity({
      clock: community.clock,
      periodEnd: end,
      graceSeconds,
      now: wallClock(),
      authorityFrom: new Date(keys.authority.certificate.validFrom),
    });
    const commonName = randomBytes(16).toString('hex');
    return issueCertificate({ publicKey, commonName, unit: 'client', ...validity }, keys.authority);
  }
}
