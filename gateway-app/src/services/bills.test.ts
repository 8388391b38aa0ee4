import { expect } from 'chai';
import {
  billDocumentSchema,
  hashCanonical,
  privateRecords,
  publicRecords,
  random16Hex,
  type BillDocument,
} from '@acequia/protocol';
import type { LedgerWrite } from '@acequia/protocol/fabric';
import { privatePut, put, toHome, type TransactionDraft } from '../../test/LedgerBuilder.js';
import { flipLast } from '../../test/flipLast.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { accountOf, community, HOUR, period, SampleLedger, START, tariff } from '../../test/SampleLedger.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import { billHome } from '../usage/billHome.js';
import { chargedBefore } from '../usage/chargedBefore.js';
import { measureHome } from '../usage/measureHome.js';
import { checkBill, type BillCheck } from '../usage/checkBill.js';
import { composeBill } from './composeBill.js';
import { composeNote } from './composeNote.js';

/** A tariff that is dated back to the start of the first one. */
const dearer = { ...tariff, tariffId: '2016-B', baseFeeMinor: '9900' };
const account = (digit: string): LedgerWrite =>
  privatePut(privateRecords.quotaAccount, [], {
    accountId: `acc-${digit.repeat(32)}`,
    salt: random16Hex(),
  });

/** A day after the period's end. */
const LATE = period.end + 24 * HOUR;

describe('bills and notes', () => {
  let opened: OpenModel;
  let ledger: SampleLedger;
  let applied: number;
  beforeEach(() => {
    opened = openModel();
    ledger = new SampleLedger().found();
    applied = 0;
  });
  afterEach(() => {
    opened.close();
  });
  const catchUp = (): void => {
    opened.apply(ledger.builder.blocks.slice(applied));
    applied = ledger.builder.blocks.length;
  };
  const closedPeriod = (): PeriodView => {
    catchUp();
    const view = opened.model.quota.period('2016-09');
    if (view === undefined) throw new Error('no period');
    return view;
  };
  const bill = (): BillDocument =>
    composeBill(opened.model, {
      homeId: 'SH1',
      period: closedPeriod(),
      status: 'final',
      community,
      issuedAt: period.end + HOUR,
    });
  const note = (issuedAt: number, count = 1): BillDocument | undefined => {
    const record = opened.model.billing.bill('B-2016-09-SH1');
    if (record === undefined) throw new Error('no bill');
    const documentOf = opened.model.billing.document.bind(opened.model.billing);
    const notes = opened.model.billing.notes(record.number);
    const charged = chargedBefore(record, notes, ({ number, status }) => documentOf(number, status));
    if (charged === undefined) throw new Error('nothing charged');
    return composeNote(opened.model, {
      bill: record,
      period: closedPeriod(),
      community,
      charged,
      count,
      issuedAt,
    });
  };
  const check = (number: string): BillCheck => {
    catchUp();
    const record = opened.model.billing.bill(number);
    if (record === undefined) throw new Error(`no ${number}`);
    return checkBill(opened.model, record);
  };

  it('bill what was accepted before the close, correct it by notes, and all of it can be checked', () => {
    const early = ledger.window('sh1-energy', [1000, 1000]);
    const late = ledger.window('sh1-energy', [4000, 9000]);
    const later = ledger.window('sh1-energy', [5000]);
    ledger.submit([early]);
    ledger.accept(early);
    ledger.close();
    const first = bill();
    expect(billDocumentSchema.parse(first)).to.deep.equal(first);
    // 2 kWh at 0.15 and the base fee.
    expect(first).to.include({
      number: 'B-2016-09-SH1',
      totalMinor: '630',
      tariffId: '2016-A',
      currency: 'EUR',
    });
    ledger.bill(first);
    expect(check(first.number)).to.equal('agrees');
    expect(note(LATE)).to.equal(undefined);

    ledger.submit([late]);
    ledger.accept(late, LATE, true);
    // The bill stays what it was: closing froze its readings.
    expect(check(first.number)).to.equal('agrees');
    expect(note(LATE)).to.equal(undefined);
    const debit = note(LATE + 1);
    // 15 kWh are 15 within the quota of 15.
    expect(debit).to.include({
      number: 'D-2016-09-SH1-1',
      kind: 'debitNote',
      corrects: 'B-2016-09-SH1',
      totalMinor: '825',
      differenceMinor: '195',
    });
    if (debit === undefined) throw new Error('no note');
    ledger.bill(billDocumentSchema.parse(debit));
    expect(check(debit.number)).to.equal('agrees');

    ledger.submit([later]);
    ledger.accept(later, LATE + HOUR, true);
    catchUp();
    const second = note(LATE + 2 * HOUR, 2);
    // 5 kWh more, all of them above the quota.
    expect(second).to.include({ number: 'D-2016-09-SH1-2', totalMinor: '950', differenceMinor: '125' });
    // What came after the first note makes neither it nor the bill wrong.
    expect(check(debit.number)).to.equal('agrees');
    expect(check(first.number)).to.equal('agrees');
  });

  it('keep the account and the prices of their time: what is assigned or dated back later changes nothing', () => {
    const window = ledger.window('sh1-energy', [2000]);
    ledger.submit([window]);
    ledger.accept(window);
    ledger.close();
    const first = bill();
    ledger.bill(first);
    ledger.builder.add(
      { function: 'quota:assignAccount', collections: [toHome('SH1', [account('b')])] },
      { function: 'billing:setTariff', writes: [put(publicRecords.tariff, ['2016-B'], dearer)] },
    );
    expect(check(first.number)).to.equal('agrees');
    expect(note(LATE)).to.equal(undefined);
    expect(opened.model.quota.quotaAccounts('SH1', { ...closedPeriod() })).to.deep.equal([accountOf('SH1')]);
    const { closedBlock, closedPosition, ...open } = closedPeriod();
    expect([closedBlock, closedPosition]).to.not.include(undefined);
    expect(opened.model.quota.quotaAccounts('SH1', open)).to.deep.equal([`acc-${'b'.repeat(32)}`]);
  });

  it('hold the use against what all accounts of the home have together', () => {
    const coin = `acc-${'c'.repeat(32)}`;
    ledger.builder.add({
      function: 'quota:assignAccount',
      collections: [
        toHome('SH1', [
          privatePut(privateRecords.quotaAccount, [], {
            accountId: accountOf('SH1'),
            coins: [coin],
            salt: random16Hex(),
          }),
        ]),
      ],
      writes: [
        put(publicRecords.holding, [period.periodId, 'energy', coin], {
          accountId: coin,
          resource: 'energy',
          lots: 3,
        }),
      ],
    });
    ledger.close();
    const view = closedPeriod();
    expect(opened.model.quota.quotaAccounts('SH1', view)).to.deep.equal([accountOf('SH1'), coin]);
    const { model } = opened;
    const quotaOf = (accountIds: readonly string[]): (bigint | undefined)[] =>
      ['energy', 'water'].map(
        (resource) =>
          measureHome(model, accountIds, view, [], view).find(({ use }) => use.resource === resource)?.quota,
      );
    const [energy = 0n, water] = quotaOf([accountOf('SH1')]);
    const lotSize = BigInt(view.contracts.find(({ resource }) => resource === 'energy')?.lotSize ?? 0);
    expect(quotaOf([accountOf('SH1'), coin])).to.deep.equal([energy + 3n * lotSize, water]);
  });

  it('take the first account and tariff behind the close where there was none before', () => {
    ledger.close();
    ledger.builder.add(
      { function: 'quota:assignAccount', collections: [toHome('SH9', [account('b')])] },
      { function: 'quota:assignAccount', collections: [toHome('SH9', [account('c')])] },
      { function: 'billing:setTariff', writes: [put(publicRecords.tariff, ['2016-B'], dearer)] },
      {
        function: 'billing:setTariff',
        writes: [put(publicRecords.tariff, ['2016-C'], { ...dearer, tariffId: '2016-C' })],
      },
    );
    catchUp();
    opened.model.database.run(`DELETE FROM tariffs WHERE tariffId = '2016-A'`);
    expect(opened.model.quota.quotaAccounts('SH9', closedPeriod())).to.deep.equal([`acc-${'b'.repeat(32)}`]);
    expect(billHome(opened.model, 'SH9', closedPeriod())).to.include({ tariffId: '2016-B' });
  });

  it('are for homes that belonged to the community in the period', () => {
    const home = (homeId: string, status: 'active' | 'revoked'): TransactionDraft => ({
      function: 'registry:enrolHome',
      writes: [
        put(publicRecords.home, [homeId], {
          homeId,
          mspId: `${homeId}MSP`,
          collection: `${homeId}Collection`,
          status,
        }),
      ],
    });
    ledger.close();
    ledger.builder.add(home('SH2', 'revoked'), home('SH3', 'active'));
    const closed = closedPeriod();
    const belonged = (homeId: string, view: PeriodView): boolean =>
      opened.model.registry.belonged(homeId, view, community);
    const next = { periodId: '2016-10', start: period.end, end: period.end + HOUR, contracts: [] };
    // Joined behind the close; revoked after the start of the one, before that of the other.
    expect(['SH1', 'SH2', 'SH3', 'SH9'].filter((homeId) => belonged(homeId, closed))).to.deep.equal([
      'SH1',
      'SH2',
    ]);
    expect(['SH1', 'SH2', 'SH3', 'SH9'].filter((homeId) => belonged(homeId, next))).to.deep.equal([
      'SH1',
      'SH3',
    ]);
  });

  it('estimate what nobody could read, alike at the home, and correct the estimate by a note when more is known', () => {
    const [before, lost, behind] = [
      ledger.window('sh1-energy', [1000, 1000]),
      ledger.window('sh1-energy', [2000, 2000], { spoil: flipLast }),
      ledger.window('sh1-energy', [1000]),
    ];
    ledger.submit([before]);
    ledger.submit([lost]);
    ledger.accept(before);
    const { deviceId, sequence } = lost.header;
    ledger.decide([
      { deviceId, sequence, verdict: 'rejected', code: 'RECORD_UNREADABLE', periodId: '2016-09' },
    ]);
    ledger.close();
    const first = bill();
    // 2 kWh were read; as much again is the mean use of the time before.
    expect(first.basis.find(({ resource }) => resource === 'energy')).to.include({ use: '4000' });
    expect(first.lines.find(({ resource }) => resource === 'energy')).to.include({ quality: 'estimated' });
    ledger.bill(first);
    expect(check(first.number)).to.equal('agrees');
    const home = openModel();
    home.apply(ledger.builder.blocks, 'SH1');
    const record = home.model.billing.bill(first.number);
    expect(record && checkBill(home.model, record)).to.equal('agrees');
    home.close();

    ledger.submit([behind]);
    ledger.accept(behind, LATE, true);
    catchUp();
    expect(opened.model.monitoring.lastLateDecision('SH1', closedPeriod())).to.equal(LATE);
    const debit = note(LATE + 1);
    // The register behind it tells: 4 kWh, not 2; and the 1 kWh that came late.
    expect(debit?.basis.find(({ resource }) => resource === 'energy')).to.include({ use: '7000' });
    expect(check(first.number)).to.equal('agrees');
  });

  it('credit what was charged too much', () => {
    ledger.close();
    const dear = { ...bill(), totalMinor: '900' };
    ledger.bill(dear);
    catchUp();
    expect(note(LATE)).to.include({ number: 'C-2016-09-SH1-1', kind: 'creditNote', differenceMinor: '300' });
  });

  it('are not computed without a tariff, an account, or the readings', () => {
    catchUp();
    const view = closedPeriod();
    const code = (homeId: string): unknown => {
      try {
        billHome(opened.model, homeId, view);
        return undefined;
      } catch (error) {
        return (error as { code?: unknown }).code;
      }
    };
    expect(code('SH1')).to.equal(undefined);
    expect(code('SH9')).to.equal('QUOTA_ACCOUNT_MISSING');
    // Accepted by a gateway that could read it; this one has lost the key.
    const window = ledger.window('sh1-energy', [1], { spoil: flipLast });
    ledger.submit([window]);
    ledger.accept(window);
    catchUp();
    expect(code('SH1')).to.equal('PAYLOAD_MISSING');
    opened.model.database.run('DELETE FROM tariffs');
    expect(code('SH2')).to.equal('TARIFF_MISSING');
  });

  it('differ when the document is not the one that was committed to', () => {
    ledger.close();
    const document = bill();
    ledger.bill(document);
    ledger.builder.add({
      function: 'billing:finaliseBill',
      writes: [
        put(publicRecords.bill, [document.number], {
          number: document.number,
          kind: 'bill',
          status: 'final',
          homeId: 'SH1',
          periodId: '2016-09',
          commitment: hashCanonical({ ...document, salt: '0'.repeat(32) }),
          issuedAt: START,
        }),
      ],
    });
    expect(check(document.number)).to.equal('differs');
  });
});
