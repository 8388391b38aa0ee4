import { CodedError, fromAmount, publicRecords, type ChannelBody } from '@acequia/protocol';
import type { ChannelSigner } from '@acequia/protocol/channel';
import { accountsOfHome } from '../alarms/balanceOfHome.js';
import type { Letter } from '../channel/CommunityInbox.js';
import type { Letters } from '../channel/Letters.js';
import type { Subscriptions } from '../market/Subscriptions.js';
import type { Fundings } from '../registrar/Fundings.js';
import type { Asker, PseudonymDesk } from '../registrar/PseudonymDesk.js';
import type { CommunityContext } from '../services/CommunityContext.js';
import type { DelegationRegistrar } from './DelegationRegistrar.js';
import type { ServiceAccounts } from './ServiceAccounts.js';
import type { Withdrawals } from './Withdrawals.js';

type LetterContext = Pick<CommunityContext, 'model' | 'now' | 'log' | 'config'>;
type Withdrawal = Extract<ChannelBody, { type: 'withdraw' }>;
type FundingWish = Extract<ChannelBody, { type: 'fundPseudonym' }>;

/** Who is in charge of what letters are about. */
export interface LetterDesks {
  readonly registrar: DelegationRegistrar;
  readonly withdrawals: Withdrawals;
  readonly accounts: Pick<ServiceAccounts, 'balance'>;
  readonly pseudonyms: PseudonymDesk;
  readonly fundings: Fundings;
  readonly subscriptions: Subscriptions;
  readonly letters: Pick<Letters, 'isFull' | 'write'>;
}

/** Hands what homes write to the community to who is in charge of it. */
export class LetterHandler {
  readonly #context: LetterContext;
  readonly #registrar: DelegationRegistrar;
  readonly #withdrawals: Withdrawals;
  readonly #accounts: Pick<ServiceAccounts, 'balance'>;
  readonly #pseudonyms: PseudonymDesk;
  readonly #fundings: Fundings;
  readonly #subscriptions: Subscriptions;
  readonly #letters: Pick<Letters, 'isFull' | 'write'>;

  constructor(context: LetterContext, desks: LetterDesks) {
    this.#context = context;
    this.#registrar = desks.registrar;
    this.#withdrawals = desks.withdrawals;
    this.#accounts = desks.accounts;
    this.#pseudonyms = desks.pseudonyms;
    this.#fundings = desks.fundings;
    this.#subscriptions = desks.subscriptions;
    this.#letters = desks.letters;
  }

  /** Acts upon a letter, in the transaction of the inbox. @throws CodedError MAILBOX_FULL. */
  handle({ message, signer }: Letter): void {
    const { model, now, log } = this.#context;
    const community = model.registry.community();
    if (community === undefined) throw new Error('without a community nobody is enrolled who could write');
    const { from, body } = message;
    const time = now(community);
    if (this.#letters.isFull(from)) {
      throw new CodedError('MAILBOX_FULL', 'the home has not fetched what the community has written to it');
    }
    const asker = { homeId: from, community, now: time };
    if (this.#aboutDelegation(asker, body) || this.#aboutTrading(asker, body)) return;
    if (body.type === 'withdraw') this.#withdraw(from, body, signer, time);
    else if (body.type === 'askServiceBalance') this.#tellBalance(from, time);
    else log.warn({ from, type: body.type }, 'a message that is not for the community');
  }

  /** @returns whether it was about a delegation. */
  #aboutDelegation({ homeId, now }: Asker, body: ChannelBody): boolean {
    switch (body.type) {
      case 'accept':
        this.#registrar.accept(homeId, body, now);
        return true;
      case 'register':
        this.#registrar.register(homeId, body, now);
        return true;
      case 'cancel':
        this.#registrar.cancel(homeId, body, now);
        return true;
      default:
        return false;
    }
  }

  /** @returns whether it was about the market. */
  #aboutTrading(asker: Asker, body: ChannelBody): boolean {
    switch (body.type) {
      case 'requestPseudonym':
        this.#pseudonyms.request(asker, body);
        return true;
      case 'fundPseudonym':
        this.#fund(asker.homeId, body, asker.now);
        return true;
      case 'subscribeMarket':
        this.#subscriptions.put(asker.homeId, body);
        return true;
      default:
        return false;
    }
  }

  #fund(homeId: string, { tokenAccountId, amount }: FundingWish, at: number): void {
    try {
      this.#fundings.ask({ homeId, tokenAccountId, amount }, at);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.#letters.write(homeId, { type: 'pseudonymRefused', tokenAccountId, code: error.code });
    }
  }

  #tellBalance(homeId: string, at: number): void {
    const balance = fromAmount(this.#accounts.balance(homeId));
    this.#letters.write(homeId, { type: 'serviceBalance', balance, at });
  }

  #withdraw(
    homeId: string,
    { amount, accountId: wanted }: Withdrawal,
    signer: ChannelSigner,
    at: number,
  ): void {
    const accounts = accountsOfHome(this.#context.model, homeId);
    const accountId =
      accounts.find((account) => account === wanted) ??
      accounts.find((account) => this.#isOf(account, signer)) ??
      accounts[0];
    if (accountId === undefined || this.#context.config.serviceAccountId === undefined) {
      this.#context.log.warn({ homeId }, 'there is no token account to pay out to or from');
      return;
    }
    this.#withdrawals.ask(homeId, accountId, amount, at);
  }

  #isOf(accountId: string, { mspId, keyHash }: ChannelSigner): boolean {
    const account = this.#context.model.token.get(publicRecords.account, [accountId]);
    return account?.ownerMspId === mspId && account.ownerKeyHash === keyHash;
  }
}
