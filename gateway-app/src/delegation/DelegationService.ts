import {
  EPOCH_SECONDS,
  publicRecords,
  sealingDomain,
  type CommunityRecord,
  type KeyOwner,
} from '@acequia/protocol';
import type { ChannelIdentity } from '@acequia/protocol/channel';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { AlarmBook } from '../alarms/AlarmBook.js';
import type { Letters } from '../channel/Letters.js';
import type { Mailbox } from '../channel/Mailbox.js';
import { Attempts } from '../services/Attempts.js';
import type { CommunityContext } from '../services/CommunityContext.js';
import { latestWait } from '../services/latestWait.js';
import type { CommunityBook } from './CommunityBook.js';
import type { DelegationRegistrar } from './DelegationRegistrar.js';
import type { Deposits } from './Deposits.js';
import { notesBehind } from './notesBehind.js';
import type { ServicePayments } from './ServicePayments.js';

const NOTES_READER = 'notes';
/** A delegatee acknowledges an epoch with its own next one; after twice as long nothing is waited for any more. */
const SETTLE_AFTER_SECONDS = 2 * EPOCH_SECONDS;

/** The ledger, and what else the service works with. */
export interface DelegationContext extends Pick<
  CommunityContext,
  'model' | 'isCurrent' | 'config' | 'log' | 'now'
> {
  readonly ledger: { readonly token: Pick<CommunityLedger['token'], 'transfer' | 'getBalance'> };
}

/** Those who keep the book. */
export interface DelegationParts {
  readonly book: CommunityBook;
  readonly registrar: DelegationRegistrar;
  readonly deposits: Deposits;
  readonly payments: ServicePayments;
  readonly letters: Letters;
  readonly mailbox: Mailbox;
  readonly alarms: AlarmBook;
  /** The community's, which letters are signed with. */
  readonly identity: () => Promise<ChannelIdentity>;
}

/** Keeps the book of delegations up with the ledger and the clock, and tells homes what follows. */
export class DelegationService {
  readonly #context: DelegationContext;
  readonly #parts: DelegationParts;
  readonly #attempts: Attempts;
  #identity: ChannelIdentity | undefined;

  constructor(context: DelegationContext, parts: DelegationParts) {
    this.#context = context;
    this.#parts = parts;
    this.#attempts = new Attempts(context.log);
  }

  async step(): Promise<void> {
    const community = this.#context.model.registry.community();
    if (community === undefined) return;
    const now = this.#context.now(community);
    // What an acknowledgement in a block that is not read yet would have counted must not be settled without it: blocks may
    // come while it is asked for, so that notes are read afterwards.
    const isCurrent = await this.#context.isCurrent();
    this.#readDeposits(now);
    this.#readNotes();
    if (isCurrent) this.#advance(community, now);
    await this.#deliverLetters();
    await this.#payOut(now);
  }

  #readDeposits(now: number): void {
    const { serviceAccountId } = this.#context.config;
    if (serviceAccountId !== undefined) this.#parts.deposits.read(this.#context.model, serviceAccountId, now);
  }

  #readNotes(): void {
    const { book, alarms, registrar } = this.#parts;
    const { block } = book.placeOf(NOTES_READER);
    const page = notesBehind(this.#context.model, block);
    if (page.notes.length === 0) return;
    book.transaction(() => {
      for (const { homeId, notes } of page.notes) {
        for (const { alarmId, openedAt } of notes.receipts) alarms.setOpened(homeId, alarmId, openedAt);
        for (const acknowledged of notes.acknowledged) registrar.acknowledge(homeId, acknowledged);
      }
      book.moveTo(NOTES_READER, { block: page.upTo, position: 0 });
    });
  }

  #advance({ clock }: CommunityRecord, now: number): void {
    const { book, registrar, mailbox } = this.#parts;
    const { transitMs } = this.#context.config.community;
    const settleBefore = now - latestWait(SETTLE_AFTER_SECONDS, transitMs, clock);
    const fundedBefore = now - latestWait(0, transitMs, clock);
    book.transaction(() => {
      registrar.advance(now, { settleBefore, fundedBefore });
      mailbox.sweep();
    });
  }

  async #deliverLetters(): Promise<void> {
    const { fabric } = this.#context.config;
    this.#identity ??= await this.#parts.identity();
    const domain = sealingDomain(fabric);
    this.#parts.letters.deliver({ identity: this.#identity, keyOf: (owner) => this.#keyOf(owner), domain });
  }

  #keyOf(owner: KeyOwner): Buffer | undefined {
    const key = this.#context.model.keys.latestOperationKey(owner)?.publicKey;
    return key === undefined ? undefined : Buffer.from(key, 'base64');
  }

  /** One after the other: the account that they are paid from has one balance. */
  async #payOut(now: number): Promise<void> {
    const { ledger, config, log, model } = this.#context;
    const { serviceAccountId } = config;
    if (serviceAccountId === undefined) return;
    for (const payment of this.#parts.payments.due(now)) {
      const { requestId, accountId } = payment;
      // A home may name an account that nobody ever opens: its payments must not cost the others' time.
      if (model.token.get(publicRecords.account, [accountId]) === undefined) continue;
      const isPaid = await this.#attempts.attempt(`payment ${requestId}`, () =>
        this.#parts.payments.pay(payment, ledger.token, serviceAccountId),
      );
      if (isPaid) log.info({ requestId }, 'paid out of a service account');
    }
  }
}
