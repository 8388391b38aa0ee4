import { accountRecordSchema, CodedError, parseJsonWith } from '@acequia/protocol';
import type { ChannelSigner } from '@acequia/protocol/channel';
import { z } from 'zod';
import { accountsOfHome } from '../alarms/balanceOfHome.js';
import type { Letter } from '../channel/CommunityInbox.js';
import type { Letters } from '../channel/Letters.js';
import type { CommunityContext } from '../services/CommunityContext.js';
import type { DelegationRegistrar } from './DelegationRegistrar.js';
import type { Withdrawals } from './Withdrawals.js';

const documentSchema = z.strictObject({ document: z.string() });

/** Hands what homes write to the community to who is in charge of it. */
export class LetterHandler {
  readonly #context: Pick<CommunityContext, 'model' | 'now' | 'log' | 'config'>;
  readonly #registrar: DelegationRegistrar;
  readonly #withdrawals: Withdrawals;
  readonly #letters: Pick<Letters, 'isFull'>;

  constructor(
    context: Pick<CommunityContext, 'model' | 'now' | 'log' | 'config'>,
    registrar: DelegationRegistrar,
    withdrawals: Withdrawals,
    letters: Pick<Letters, 'isFull'>,
  ) {
    this.#context = context;
    this.#registrar = registrar;
    this.#withdrawals = withdrawals;
    this.#letters = letters;
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
    switch (body.type) {
      case 'accept':
        this.#registrar.accept(from, body, time);
        return;
      case 'register':
        this.#registrar.register(from, body, time);
        return;
      case 'cancel':
        this.#registrar.cancel(from, body, time);
        return;
      case 'withdraw':
        this.#withdraw(from, body.amount, signer, time);
        return;
      default:
        log.warn({ from, type: body.type }, 'a message that is not for the community');
    }
  }

  #withdraw(homeId: string, amount: string, signer: ChannelSigner, at: number): void {
    const accounts = accountsOfHome(this.#context.model, homeId);
    const accountId = accounts.find((account) => this.#isOf(account, signer)) ?? accounts[0];
    if (accountId === undefined || this.#context.config.serviceAccountId === undefined) {
      this.#context.log.warn({ homeId }, 'there is no token account to pay out to or from');
      return;
    }
    this.#withdrawals.ask(homeId, accountId, amount, at);
  }

  #isOf(accountId: string, { mspId, keyHash }: ChannelSigner): boolean {
    const row = this.#context.model.database.get(
      documentSchema,
      `SELECT document FROM tokenRecords WHERE type = 'account' AND key = ?`,
      accountId,
    );
    if (row === undefined) return false;
    const account = parseJsonWith(accountRecordSchema, row.document);
    return account.ownerMspId === mspId && account.ownerKeyHash === keyHash;
  }
}
