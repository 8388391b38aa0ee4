import {
  EPOCH_SECONDS,
  publicRecords,
  random16Hex,
  sequenceAttribute,
  type EpochNotes,
  type EpochRecord,
} from '@acequia/protocol';
import { LedgerError, type Committed } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import { pino } from 'pino';
import { HouseholdBlocks } from '../../test/HouseholdBlocks.js';
import { put, remove } from '../../test/LedgerBuilder.js';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { agreement } from '../../test/RegistrarScene.js';
import { sampleConfig } from '../../test/sampleConfig.js';
import { sampleKeyring } from '../../test/sampleKeyring.js';
import { SampleLedger, START } from '../../test/SampleLedger.js';
import { sampleTerms } from '../../test/sampleTerms.js';
import { AlarmBook } from '../alarms/AlarmBook.js';
import { Letters } from '../channel/Letters.js';
import { Mailbox } from '../channel/Mailbox.js';
import type { CommunityBook } from './CommunityBook.js';
import { DelegationRegistrar } from './DelegationRegistrar.js';
import { DelegationService, type DelegationContext } from './DelegationService.js';
import { Deposits } from './Deposits.js';
import { epochFacts } from './epochFacts.js';
import { Pseudonyms } from '../registrar/Pseudonyms.js';
import { ServiceAccounts } from './ServiceAccounts.js';
import { ServicePayments } from './ServicePayments.js';
import { Withdrawals } from './Withdrawals.js';

const SERVICE = `acc-${'5'.repeat(32)}`;
const OTHER = `acc-${'6'.repeat(32)}`;
/** The first point of the grid behind the samples' start. */
const GRID = (Math.floor(START / EPOCH_SECONDS) + 1) * EPOCH_SECONDS;

interface Transfer {
  readonly requestId: string;
  readonly amount: string;
  readonly fold: readonly string[];
}

describe('DelegationService', () => {
  let opened: OpenModel;
  let store: OpenBook;
  let book: CommunityBook;
  let ledger: SampleLedger;
  let homes: HouseholdBlocks;
  let transfers: Transfer[];
  /** Transfers that the ledger did, by request id: it does none twice. */
  let done: Map<string, Transfer>;
  let failure: Error | undefined;
  let now: number;
  let logged: string;

  beforeEach(() => {
    opened = openModel();
    store = openBook();
    book = store.book;
    ledger = new SampleLedger().found();
    homes = new HouseholdBlocks(ledger.builder);
    for (const homeId of ['SH1', 'SH2']) homes.enrol(homeId);
    homes.openAccount(OTHER);
    transfers = [];
    done = new Map();
    failure = undefined;
    now = START;
    logged = '';
  });
  afterEach(() => {
    opened.close();
    store.close();
  });

  /** A transfer to the service account; without a home it is by the operator. */
  function transfer(amount: string, homeId?: string, accountId = SERVICE): string {
    const creditId = `${random16Hex()}${random16Hex()}-transfer`;
    ledger.builder.add({
      function: 'token:transfer',
      writes: [put(publicRecords.credit, [accountId, creditId], { amount })],
      ...(homeId === undefined
        ? {}
        : { creator: { mspId: `${homeId}MSP`, keyHash: homes.keyHashOf(homeId) } }),
    });
    return creditId;
  }

  function publish(homeId: string, start: number, notes?: Partial<EpochNotes>): EpochRecord {
    const community = { version: 1, publicKey: sampleKeyring.publicKey(1) };
    const told: EpochNotes = { version: 1, receipts: [], acknowledged: [], ...notes };
    const epoch = ledger.home(homeId).nextEpoch(start, community, told);
    ledger.builder.add({
      function: 'keys:publishEpochs',
      writes: [put(publicRecords.epoch, [homeId, sequenceAttribute(epoch.epoch)], epoch)],
    });
    return epoch;
  }

  function parts(): {
    readonly service: DelegationService;
    readonly accounts: ServiceAccounts;
    readonly registrar: DelegationRegistrar;
    readonly withdrawals: Withdrawals;
    readonly alarms: AlarmBook;
  } {
    const { model } = opened;
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
    const service = new DelegationService(context(), {
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

  function context(): DelegationContext {
    return {
      model: opened.model,
      isCurrent: () => {
        catchUp();
        return Promise.resolve(true);
      },
      config: sampleConfig({ serviceAccountId: SERVICE, community: { transitMs: 0 } }),
      log: pino({}, { write: (line) => (logged += line) }),
      now: () => now,
      ledger: {
        token: {
          transfer: ({ requestId = '', amount, fold }): Promise<Committed> => {
            transfers.push({ requestId, amount, fold });
            if (failure instanceof LedgerError) return Promise.reject(failure);
            done.set(requestId, { requestId, amount, fold });
            if (failure !== undefined) return Promise.reject(failure);
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

  function catchUp(): void {
    opened.apply(ledger.builder.blocks.slice(opened.model.ledger.summary().blocks));
  }

  async function step(): Promise<ReturnType<typeof parts>> {
    catchUp();
    const made = parts();
    await made.service.step();
    return made;
  }

  it('books what households transferred to the service account, once, though it was folded in since', async () => {
    const first = transfer('100', 'SH1');
    transfer('7', 'SH1', OTHER);
    transfer('1000');
    ledger.builder.add({
      function: 'token:transfer',
      writes: [remove(publicRecords.credit, [SERVICE, first])],
    });
    transfer('30', 'SH2');
    const { accounts } = await step();
    expect([accounts.balance('SH1'), accounts.balance('SH2')]).to.deep.equal([100n, 30n]);
    transfer('1', 'SH1');
    book = store.reopen();
    const again = await step();
    expect([again.accounts.balance('SH1'), again.accounts.homes()]).to.deep.equal([101n, ['SH1', 'SH2']]);
    await step();
    expect(again.accounts.balance('SH1')).to.equal(101n);
  });

  it('tells of each movement in one statement, and of the same ones when it is asked again', async () => {
    transfer('100', 'SH1');
    const { accounts } = await step();
    expect(accounts.tell('SH2', '2016-09-01')).to.equal(undefined);
    const first = accounts.tell('SH1', '2016-09-01');
    expect(first).to.deep.equal({
      balance: '100',
      movements: [{ kind: 'deposit', amount: '100', at: START }],
    });
    expect(accounts.tell('SH1', '2016-09-01')).to.deep.equal(first);
    expect(accounts.tell('SH1', '2016-09-02')).to.deep.equal({ balance: '100', movements: [] });
  });

  it('pays out what is asked for, as one request whatever happens, and no more than there is', async () => {
    transfer('100', 'SH1');
    const { withdrawals, accounts } = await step();
    book.transaction(() => {
      withdrawals.ask('SH1', OTHER, '60', START);
      withdrawals.ask('SH1', OTHER, '60', START);
      withdrawals.ask('SH2', OTHER, '60', START);
    });
    expect(accounts.balance('SH1')).to.equal(0n);
    // The transfer took effect, and the process died before it knew.
    failure = new Error('killed');
    await step();
    failure = undefined;
    book = store.reopen();
    await step();
    expect([...done.values()].map(({ amount }) => amount)).to.deep.equal(['60', '40']);
    expect(new Set(transfers.map((each) => JSON.stringify(each))).size).to.equal(2);
    const { length } = transfers;
    await step();
    expect(transfers).to.have.length(length);
    // The ledger has to whom it went and how much: with a home's name the log would say whose pseudonym that is.
    expect(logged).to.not.match(/\bSH[12]\b/);
  });

  it('asks nothing of the ledger for an account that is not there, and pays when it is', async () => {
    transfer('100', 'SH1');
    const { withdrawals } = await step();
    const later = `acc-${'7'.repeat(32)}`;
    book.transaction(() => {
      withdrawals.ask('SH1', later, '60', START);
      withdrawals.ask('SH1', OTHER, '30', START);
    });
    await step();
    expect(transfers.map(({ amount }) => amount)).to.deep.equal(['30']);
    homes.openAccount(later);
    await step();
    expect(transfers.map(({ amount }) => amount)).to.deep.equal(['30', '60']);
  });

  it('names other credits when the ones that it named are gone', async () => {
    transfer('100', 'SH1');
    const { withdrawals } = await step();
    book.transaction(() => {
      withdrawals.ask('SH1', OTHER, '60', START);
    });
    failure = new LedgerError('CREDIT_UNKNOWN', 'it was folded in', { phase: 'endorse' });
    await step();
    expect(new ServicePayments(book).due(START)[0]).to.not.have.property('folded');
    failure = undefined;
    await step();
    expect([...done.values()].map(({ amount }) => amount)).to.deep.equal(['60']);
  });

  it('counts acknowledgements that come while it asks how far the ledger is, as after a long absence', async () => {
    transfer('100', 'SH1');
    const { registrar } = await step();
    const terms = sampleTerms({ start: GRID, end: GRID + 4 * EPOCH_SECONDS });
    const { accept, register } = agreement(terms);
    book.transaction(() => {
      registrar.accept('SH2', accept, now);
      registrar.register('SH1', register, now);
    });
    const { epoch } = publish('SH1', GRID);
    const { delegationId } = terms;
    publish('SH2', GRID, { acknowledged: [{ delegationId, from: epoch, to: epoch }] });
    now = terms.end + 3 * EPOCH_SECONDS;
    const made = parts();
    await made.service.step();
    expect(made.accounts.balance('SH2')).to.equal(10n);
  });

  it('takes acknowledgements and receipts from the notes of epochs, and settles by them', async () => {
    transfer('100', 'SH1');
    const { registrar, alarms } = await step();
    const terms = sampleTerms({ start: GRID, end: GRID + 4 * EPOCH_SECONDS });
    const { accept, register } = agreement(terms);
    book.transaction(() => {
      registrar.accept('SH2', accept, now);
      registrar.register('SH1', register, now);
      alarms.raise('SH1', { code: 'LOW_BALANCE', state: 'raised', at: now, count: 1 });
    });
    const alarmId = alarms.waiting(1)[0]?.alarmId ?? '';
    book.transaction(() => {
      const copies = [{ recipient: 'SH2', delegationId: terms.delegationId }];
      const batch = { batchId: random16Hex(), requestId: random16Hex(), slots: [], sentAt: now };
      alarms.keep({ ...batch, alarms: [{ alarmId, copies }] });
      alarms.setSent(batch.batchId);
    });
    const [from = 0, to = 0] = [0, 1, 2].map((index) => publish('SH1', GRID + index * EPOCH_SECONDS).epoch);
    const { delegationId } = terms;
    const acknowledged = [{ delegationId, from, to }];
    publish('SH2', GRID, { acknowledged, receipts: [{ alarmId, openedAt: now + 9 }] });
    // The same again, as a home does that does not know whether it was read, and an epoch more.
    publish('SH2', GRID + EPOCH_SECONDS, {
      acknowledged: [...acknowledged, { delegationId, from: to, to: to + 1 }],
    });
    now = terms.end + 3 * EPOCH_SECONDS;
    await step();
    book = store.reopen();
    const { accounts } = await step();
    expect(accounts.balance('SH2')).to.equal(30n);
    expect(accounts.balance('SH1')).to.equal(70n);
    expect(new AlarmBook(book).list(1)[0]?.copies).to.deep.equal([
      { recipient: 'SH2', delegationId, openedAt: START + 9 },
    ]);
  });
});
