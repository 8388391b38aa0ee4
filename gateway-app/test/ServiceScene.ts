import {
  publicRecords,
  random16Hex,
  sequenceAttribute,
  type EpochNotes,
  type EpochRecord,
} from '@acequia/protocol';
import { LedgerError, type Committed } from '@acequia/protocol/fabric';
import { pino } from 'pino';
import { AlarmBook } from '../src/alarms/AlarmBook.js';
import { Letters } from '../src/channel/Letters.js';
import { Mailbox } from '../src/channel/Mailbox.js';
import { DelegationRegistrar } from '../src/delegation/DelegationRegistrar.js';
import { DelegationService, type DelegationContext } from '../src/delegation/DelegationService.js';
import { Deposits } from '../src/delegation/Deposits.js';
import { epochFacts } from '../src/delegation/epochFacts.js';
import { ServiceAccounts } from '../src/delegation/ServiceAccounts.js';
import { ServicePayments } from '../src/delegation/ServicePayments.js';
import { Withdrawals } from '../src/delegation/Withdrawals.js';
import { Pseudonyms } from '../src/registrar/Pseudonyms.js';
import { HouseholdBlocks } from './HouseholdBlocks.js';
import { put } from './LedgerBuilder.js';
import { openBook } from './openBook.js';
import { openModel } from './openModel.js';
import { sampleConfig } from './sampleConfig.js';
import { sampleKeyring } from './sampleKeyring.js';
import { SampleLedger, START } from './SampleLedger.js';

/** The token account of the service. */
export const SERVICE = `acc-${'5'.repeat(32)}`;
/** A token account of SH1's. */
export const OTHER = `acc-${'6'.repeat(32)}`;

interface Transfer {
  readonly requestId: string;
  readonly amount: string;
  readonly fold: readonly string[];
}

interface ServiceParts {
  readonly service: DelegationService;
  readonly accounts: ServiceAccounts;
  readonly registrar: DelegationRegistrar;
  readonly withdrawals: Withdrawals;
  readonly alarms: AlarmBook;
}

/** The community's service of delegations, with its book, on a sample ledger that transfers what it is asked to. */
export class ServiceScene {
  readonly ledger = new SampleLedger().found();
  readonly homes = new HouseholdBlocks(this.ledger.builder);
  readonly opened = openModel();
  readonly transfers: Transfer[] = [];
  /** Transfers that the ledger did, by request id: it does none twice. */
  readonly done = new Map<string, Transfer>();
  failure: Error | undefined;
  now = START;
  logged = '';
  readonly #store = openBook();
  book = this.#store.book;

  constructor() {
    for (const homeId of ['SH1', 'SH2']) this.homes.enrol(homeId);
    this.homes.openAccount(OTHER);
  }

  close(): void {
    this.opened.close();
    this.#store.close();
  }

  /** Opens the book once more, as after a crash. */
  reopen(): void {
    this.book = this.#store.reopen();
  }

  /** A transfer to the service account; without a home it is by the operator. */
  transfer(amount: string, homeId?: string, accountId = SERVICE): string {
    const creditId = `${random16Hex()}${random16Hex()}-transfer`;
    this.ledger.builder.add({
      function: 'token:transfer',
      writes: [put(publicRecords.credit, [accountId, creditId], { amount })],
      ...(homeId === undefined
        ? {}
        : { creator: { mspId: `${homeId}MSP`, keyHash: this.homes.keyHashOf(homeId) } }),
    });
    return creditId;
  }

  publish(homeId: string, start: number, notes?: Partial<EpochNotes>): EpochRecord {
    const community = { version: 1, publicKey: sampleKeyring.publicKey(1) };
    const told: EpochNotes = { version: 1, receipts: [], acknowledged: [], ...notes };
    const epoch = this.ledger.home(homeId).nextEpoch(start, community, told);
    this.ledger.builder.add({
      function: 'keys:publishEpochs',
      writes: [put(publicRecords.epoch, [homeId, sequenceAttribute(epoch.epoch)], epoch)],
    });
    return epoch;
  }

  parts(): ServiceParts {
    const { book } = this;
    const { model } = this.opened;
    const accounts = new ServiceAccounts(book);
    const mailbox = new Mailbox(book);
    const letters = new Letters(book, mailbox);
    const payments = new ServicePayments(book);
    const withdrawals = new Withdrawals(accounts, payments, () => model.token.fees());
    const alarms = new AlarmBook(book);
    const registrar = new DelegationRegistrar({
      book,
      accounts,
      letters,
      isHomeActive: (homeId) => model.registry.home(homeId)?.status === 'active',
      isOperationKey: () => false,
      epochs: (homeId, from, to) => epochFacts(model, homeId, from, to),
    });
    const deposits = new Deposits(book, accounts, new Pseudonyms(book));
    const service = new DelegationService(this.#context(), {
      book,
      registrar,
      deposits,
      payments,
      letters,
      mailbox,
      alarms,
      identity: () =>
        Promise.resolve({
          owner: 'community',
          mspId: 'CommunityMSP',
          publicKey: '',
          sign: () => Buffer.alloc(64),
        }),
    });
    return { service, accounts, registrar, withdrawals, alarms };
  }

  #context(): DelegationContext {
    return {
      model: this.opened.model,
      isCurrent: () => {
        this.#catchUp();
        return Promise.resolve(true);
      },
      config: sampleConfig({ serviceAccountId: SERVICE, community: { transitMs: 0 } }),
      log: pino({}, { write: (line) => (this.logged += line) }),
      now: () => this.now,
      ledger: {
        token: {
          transfer: ({ requestId = '', amount, fold }): Promise<Committed> => {
            this.transfers.push({ requestId, amount, fold });
            if (this.failure instanceof LedgerError) return Promise.reject(this.failure);
            this.done.set(requestId, { requestId, amount, fold });
            if (this.failure !== undefined) return Promise.reject(this.failure);
            return Promise.resolve({ requestId, transactionId: '', blockNumber: 0 });
          },
          getBalance: ({ accountId }) =>
            Promise.resolve({
              accountId,
              amount: '100',
              folded: '0',
              credits: [{ creditId: `${'a'.repeat(64)}-transfer`, amount: '100' }],
            }),
        },
      },
    };
  }

  #catchUp(): void {
    this.opened.apply(this.ledger.builder.blocks.slice(this.opened.model.ledger.summary().blocks));
  }

  async step(): Promise<ServiceParts> {
    this.#catchUp();
    const made = this.parts();
    await made.service.step();
    return made;
  }
}
