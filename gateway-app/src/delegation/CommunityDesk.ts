import { COMMUNITY_OWNER, sealingDomain, type Statement } from '@acequia/protocol';
import { loadChannelIdentity } from '@acequia/protocol/channel';
import { AlarmBook, type KeptAlarm } from '../alarms/AlarmBook.js';
import { AlarmEngine } from '../alarms/AlarmEngine.js';
import { alarmRecipients } from '../alarms/alarmRecipients.js';
import { AlarmSender } from '../alarms/AlarmSender.js';
import { AlarmService } from '../alarms/AlarmService.js';
import { CommunityInbox } from '../channel/CommunityInbox.js';
import { Letters } from '../channel/Letters.js';
import { Mailbox } from '../channel/Mailbox.js';
import { MailDesk } from '../channel/MailDesk.js';
import { MailServer } from '../channel/MailServer.js';
import { AuctionNotices } from '../market/AuctionNotices.js';
import { BreachBook } from '../market/BreachBook.js';
import { BreachJudge } from '../market/BreachJudge.js';
import { Subscriptions } from '../market/Subscriptions.js';
import { AccountTeller } from '../registrar/AccountTeller.js';
import { openFundings } from '../registrar/openFundings.js';
import { openPseudonymDesk } from '../registrar/openPseudonymDesk.js';
import { Pseudonyms } from '../registrar/Pseudonyms.js';
import type { CommunityContext } from '../services/CommunityContext.js';
import { Attempts } from '../services/Attempts.js';
import { CommunityBook } from './CommunityBook.js';
import { DelegationRegistrar } from './DelegationRegistrar.js';
import { DelegationService } from './DelegationService.js';
import { Deposits } from './Deposits.js';
import { epochFacts } from './epochFacts.js';
import { isOperationKey } from './isOperationKey.js';
import { LetterHandler } from './LetterHandler.js';
import { ServiceAccounts } from './ServiceAccounts.js';
import { ServicePayments } from './ServicePayments.js';
import { Withdrawals } from './Withdrawals.js';

/** The community's book with all who work with it: mailbox, delegations, service accounts, alarms, the market. */
export class CommunityDesk {
  readonly delegations: DelegationService;
  readonly alarms: AlarmService;
  readonly quotaAccounts: AccountTeller;
  readonly auctionNotices: AuctionNotices;
  readonly breaches: BreachJudge;
  readonly #book: CommunityBook;
  readonly #accounts: ServiceAccounts;
  readonly #alarmBook: AlarmBook;
  readonly #server: MailServer;
  readonly #context: CommunityContext;

  /** @param onLetter called when a home has written: something may be due. */
  constructor(context: CommunityContext, onLetter: () => void) {
    const { model, ledger, vault, files, keyring, config } = context;
    const domain = sealingDomain(config.fabric);
    this.#context = context;
    this.#book = new CommunityBook(vault.open(files.book)).prepare();
    this.#accounts = new ServiceAccounts(this.#book);
    this.#alarmBook = new AlarmBook(this.#book);
    const mailbox = new Mailbox(this.#book);
    const letters = new Letters(this.#book, mailbox);
    const registrar = this.#createRegistrar(letters);
    const payments = new ServicePayments(this.#book);
    const pseudonyms = new Pseudonyms(this.#book);
    const subscriptions = new Subscriptions(this.#book);
    const handler = new LetterHandler(context, {
      registrar,
      withdrawals: new Withdrawals(this.#accounts, payments, () => model.token.fees()),
      accounts: this.#accounts,
      pseudonyms: openPseudonymDesk(context, pseudonyms, letters),
      fundings: openFundings(context, { pseudonyms, accounts: this.#accounts, payments }),
      subscriptions,
      letters,
    });
    this.quotaAccounts = new AccountTeller(context, pseudonyms);
    this.auctionNotices = new AuctionNotices(context, {
      book: this.#book,
      pseudonyms,
      subscriptions,
      letters,
    });
    this.breaches = new BreachJudge(context, {
      breaches: new BreachBook(this.#book),
      pseudonyms,
      letters,
    });
    const inbox = new CommunityInbox({
      book: this.#book,
      model,
      domain,
      handle: (letter) => {
        handler.handle(letter);
        onLetter();
      },
    });
    this.#server = new MailServer(
      new MailDesk({ model, mailbox, inbox, privateKeys: () => keyring.privateKeys(), domain }),
      context.log,
    );
    this.delegations = new DelegationService(context, {
      book: this.#book,
      registrar,
      deposits: new Deposits(this.#book, this.#accounts, pseudonyms),
      payments,
      letters,
      mailbox,
      alarms: this.#alarmBook,
      identity: () => loadChannelIdentity(config.fabric, COMMUNITY_OWNER),
    });
    const sender = new AlarmSender({
      alarms: this.#alarmBook,
      ledger: ledger.alarms,
      recipients: (homeId, now) =>
        alarmRecipients(homeId, registrar.activeOf(homeId, now), this.#keyOf(homeId)),
      domain,
    });
    this.alarms = new AlarmService(
      context,
      new AlarmEngine(model, this.#alarmBook, new Attempts(context.log)),
      sender,
    );
  }

  /**
   * Opens the mailbox where the configuration has one.
   *
   * @returns its URL. @throws CodedError API_ADDRESS_TAKEN.
   */
  async open(): Promise<string | undefined> {
    const { channel } = this.#context.config;
    return channel === undefined ? undefined : this.#server.start(channel);
  }

  /** To be called when the services have ended. */
  close(): void {
    this.#server.stop();
    this.#book.close();
  }

  /** What a home's statement says of its service account. */
  service(homeId: string, statementId: string): Statement['service'] {
    return this.#accounts.tell(homeId, statementId);
  }

  /** The newest alarms first. */
  alarmList(limit: number): KeptAlarm[] {
    return this.#alarmBook.list(limit);
  }

  #createRegistrar(letters: Letters): DelegationRegistrar {
    const { model } = this.#context;
    return new DelegationRegistrar({
      book: this.#book,
      accounts: this.#accounts,
      letters,
      isHomeActive: (homeId) => model.registry.home(homeId)?.status === 'active',
      isOperationKey: (publicKey) => isOperationKey(model, publicKey),
      epochs: (homeId, from, to) => epochFacts(model, homeId, from, to),
    });
  }

  #keyOf(homeId: string): Buffer | undefined {
    const key = this.#context.model.keys.latestOperationKey(homeId)?.publicKey;
    return key === undefined ? undefined : Buffer.from(key, 'base64');
  }
}
