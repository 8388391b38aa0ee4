import {
  CodedError,
  keyHashOf,
  sha256Hex,
  signTradingTicket,
  type BalanceView,
  type ChannelBody,
} from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import { issueCertificate, openCertificateRequest, type CertificateIssuer } from '@acequia/protocol/x509';
import type { Outgoing } from '../src/delegation/delegationEntry.js';
import type { PseudonymLedger } from '../src/pseudonyms/PseudonymLedger.js';
import { Killed } from './AuctionDesk.js';

const HOME = `acc-${'9'.repeat(32)}`;
const COMMITTED: Committed = { requestId: 'f'.repeat(32), transactionId: '0'.repeat(64), blockNumber: 1 };

type Request = Extract<ChannelBody, { type: 'requestPseudonym' }>;
type Wish = Extract<ChannelBody, { type: 'fundPseudonym' }>;

/**
 * The community and its ledger as one home's pseudonyms meet them: letters are taken once by their id, accounts are opened by their
 * owner, and what is paid comes in parts, one a round. It can be killed before and after each thing that is asked of it.
 */
export class TokenScene {
  /** The community's account. */
  readonly home = HOME;
  /** What the home has with the community, minor units. */
  service: bigint;
  /** Code that requests for a pseudonym are refused with. */
  refuseWith: string | undefined;
  transferFeeBp = 0;
  /** Things asked for until the program is killed; counted down before and after each. */
  killAfter = Infinity;
  readonly answers: ChannelBody[] = [];
  readonly #issuer: CertificateIssuer;
  readonly #letters = new Set<string>();
  readonly #accounts = new Map<string, bigint>();
  readonly #opened = new Set<string>();
  readonly #payments: { readonly accountId: string; readonly amount: bigint }[] = [];

  constructor(issuer: CertificateIssuer, service: bigint) {
    this.#issuer = issuer;
    this.service = service;
  }

  get letters(): number {
    return this.#letters.size;
  }

  get accounts(): ReadonlyMap<string, bigint> {
    return this.#accounts;
  }

  /** The home's mailbox. */
  async send({ messageId, body }: Outgoing): Promise<void> {
    await Promise.resolve();
    this.#tick();
    if (!this.#letters.has(messageId)) {
      this.#letters.add(messageId);
      if (body.type === 'requestPseudonym') this.#answer(body);
      if (body.type === 'fundPseudonym') this.#fund(body);
    }
    this.#tick();
  }

  /** The community makes a payment that is due, if its account is there. */
  pay(): void {
    const [payment] = this.#payments;
    const balance = payment === undefined ? undefined : this.#accounts.get(payment.accountId);
    if (payment === undefined || balance === undefined) return;
    this.#payments.shift();
    this.#accounts.set(payment.accountId, balance + payment.amount);
  }

  /** The token's part of the ledger, as a pseudonym; nobody trades here. */
  get token(): PseudonymLedger['token'] {
    return {
      openAccount: async ({ requestId = '', accountId }) =>
        this.#order(() => {
          if (this.#opened.has(requestId)) return;
          if (this.#accounts.has(accountId)) throw new CodedError('ACCOUNT_EXISTS', 'it is somebody’s');
          this.#opened.add(requestId);
          this.#accounts.set(accountId, 0n);
        }),
      getBalance: async ({ accountId }) => {
        await Promise.resolve();
        return this.#balance(accountId);
      },
      transfer: async ({ from, to, amount }) =>
        this.#order(() => {
          const left = this.#get(from) - this.#withFee(BigInt(amount));
          if (to !== HOME || left < 0n) throw new CodedError('BALANCE_INSUFFICIENT', 'it is not there');
          this.#accounts.set(from, left);
          this.service += BigInt(amount);
        }),
    };
  }

  #balance(accountId: string): BalanceView {
    const amount = this.#get(accountId).toString();
    const credits = amount === '0' ? [] : [{ creditId: `${'1'.repeat(64)}-transfer`, amount }];
    return { accountId, amount, folded: '0', credits };
  }

  #withFee(amount: bigint): bigint {
    return amount + (amount * BigInt(this.transferFeeBp) + 9_999n) / 10_000n;
  }

  #answer({ request, auctionId, side, tokenAccountId }: Request): void {
    const bytes = Buffer.from(request, 'base64');
    const requestHash = sha256Hex(bytes);
    if (this.refuseWith !== undefined) {
      this.answers.push({ type: 'pseudonymRefused', requestHash, tokenAccountId, code: this.refuseWith });
      return;
    }
    const publicKey = openCertificateRequest(bytes);
    const [notBefore, notAfter] = [new Date(), new Date(Date.now() + 86_400_000)];
    const certificate = issueCertificate(
      { publicKey, commonName: 'x', unit: 'client', notBefore, notAfter },
      this.#issuer,
    );
    const ticket = {
      auctionId,
      side,
      tag: '1'.repeat(64),
      keyHash: keyHashOf(publicKey),
      quotaAccountId: `acc-${'2'.repeat(32)}`,
    };
    const signed = signTradingTicket(ticket, { channel: 'c' }, this.#issuer.key);
    this.answers.push({ type: 'pseudonym', requestHash, certificate, ticket: signed });
  }

  #fund({ tokenAccountId, amount }: Wish): void {
    const total = BigInt(amount);
    if (total > this.service) {
      const code = 'SERVICE_BALANCE_INSUFFICIENT';
      this.answers.push({ type: 'pseudonymRefused', tokenAccountId, code });
      return;
    }
    this.service -= total;
    const half = total / 2n;
    for (const part of [half, total - half]) this.#payments.push({ accountId: tokenAccountId, amount: part });
  }

  #get(accountId: string): bigint {
    const amount = this.#accounts.get(accountId);
    if (amount === undefined) throw new CodedError('ACCOUNT_UNKNOWN', 'there is no such account');
    return amount;
  }

  async #order(effect: () => void): Promise<Committed> {
    await Promise.resolve();
    this.#tick();
    effect();
    this.#tick();
    return COMMITTED;
  }

  #tick(): void {
    this.killAfter -= 1;
    if (this.killAfter === 0) throw new Killed('killed');
  }
}
