import { expect } from 'chai';
import {
  billDocumentSchema,
  publicRecords,
  statementSchema,
  type BillDocument,
  type Decision,
  type TariffRecord,
} from '@acequia/protocol';
import { flipLast } from '../../test/flipLast.js';
import { put } from '../../test/LedgerBuilder.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { accountOf, community, HOUR, period, SampleLedger, START, tariff } from '../../test/SampleLedger.js';
import type { SampleWindow } from '../../test/SampleWindow.js';
import { alarmFacts } from '../alarms/alarmFacts.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import { composeBill } from '../services/composeBill.js';
import { composeStatement } from '../services/composeStatement.js';
import { judgeWindows } from '../services/judgeWindows.js';
import { replayHistory } from '../services/replayHistory.js';
import { checkBill } from './checkBill.js';

const DAY = 24 * HOUR;
const MADE = 'sh1-production';

/** Dated as the first one, so that it takes its place: 0.06 € a kWh fed in. */
const fed: TariffRecord = {
  ...tariff,
  tariffId: '2016-B',
  prices: tariff.prices.map((price) =>
    price.resource === 'energy' ? { ...price, feedInMinor: '6000' } : price,
  ),
};

describe('a home that produces', () => {
  let opened: OpenModel;
  let ledger: SampleLedger;
  beforeEach(() => {
    opened = openModel();
    ledger = new SampleLedger().found();
    ledger.enrolProduction('SH1');
  });
  afterEach(() => {
    opened.close();
  });
  const catchUp = (model = opened, homeId?: string): void => {
    model.apply(ledger.builder.blocks.slice(model.model.ledger.summary().blocks), homeId);
  };
  const accepted = (deviceId: string, ...amounts: readonly number[]): SampleWindow => {
    const window = ledger.window(deviceId, amounts);
    ledger.submit([window]);
    ledger.accept(window);
    return window;
  };
  const sunny = (): void => {
    accepted('sh1-energy', 4000, 5000, 6000, 1000);
    accepted(MADE, 0, 2000, 7000, 3000);
  };
  const view = (): PeriodView => opened.model.quota.period('2016-09') ?? expect.fail();
  const bill = (): BillDocument => {
    ledger.builder.add({
      function: 'billing:setTariff',
      writes: [put(publicRecords.tariff, [fed.tariffId], fed)],
    });
    ledger.close();
    catchUp();
    const facts = {
      homeId: 'SH1',
      period: view(),
      status: 'final',
      community,
      issuedAt: period.end,
    } as const;
    return composeBill(opened.model, facts);
  };

  it('pays for what netting leaves, is credited what it delivered, and finds its bill right', () => {
    sunny();
    const document = bill();
    expect(billDocumentSchema.parse(document)).to.deep.equal(document);
    const lines = document.lines.map(({ kind, resource, quantity, amountMinor, trust }) =>
      [kind, resource ?? '-', quantity, amountMinor, trust ?? '-'].join(' '),
    );
    expect(lines).to.deep.equal([
      'baseFee - 1 600 -',
      'withinQuota energy 7000 105 signing',
      'feedIn energy 3000 -18 signing',
      'withinQuota water 0 0 -',
    ]);
    expect(document.totalMinor).to.equal('687');
    expect(document.basis[0]).to.deep.include({ use: '7000', quota: '15000', excess: '0' });
    expect(document.basis[0]?.production).to.include({
      drawn: '16000',
      produced: '12000',
      netted: '9000',
      surplus: '3000',
      unmatched: '0',
    });

    ledger.bill(document);
    const home = openModel();
    try {
      catchUp(home, 'SH1');
      const record = home.model.billing.bill(document.number) ?? expect.fail();
      expect(checkBill(home.model, record)).to.equal('agrees');
    } finally {
      home.close();
    }
  });

  it('is told in its statement, and not alarmed of what it made itself', () => {
    sunny();
    catchUp();
    const statement = composeStatement(opened.model, {
      homeId: 'SH1',
      period: view(),
      day: { id: '2016-09-01', start: START, end: START + DAY },
      at: START + DAY,
      accountIds: [accountOf('SH1')],
      silentAfterSeconds: 2 * DAY,
    });
    expect(statementSchema.parse(statement)).to.deep.equal(statement);
    expect(statement.lines[0]).to.deep.equal({
      resource: 'energy',
      use: 7000,
      quota: 15_000,
      unit: 'Wh',
      produced: 12_000,
      delivered: 3000,
    });
    // 16 kWh of 15 without the panels.
    expect(statement.warnings).to.deep.equal([]);
    const subject = { homeId: 'SH1', now: START + DAY, since: { block: 0, position: 0 } };
    const facts = alarmFacts(opened.model, { ...subject, silentAfterSeconds: 2 * DAY, minimumBalance: 0n });
    expect(facts.quotas[0]).to.include({ resource: 'energy', use: 7000n });
    // The connection is what it draws through.
    expect(facts.power?.intervals.map(({ amount }) => amount)).to.deep.equal([4000, 5000, 6000, 1000]);
  });

  const judged = (): (readonly [string, Decision['verdict'], string | undefined])[] => {
    catchUp();
    const { model } = opened;
    return model.monitoring.undecidedStreams().flatMap(({ homeId, resource, flow }) => {
      const windows = model.monitoring.undecided(homeId, resource, 100, flow);
      const { decisions } = judgeWindows(windows, replayHistory(model, homeId, resource, flow), {
        device: (deviceId) => model.registry.device(deviceId),
        payload: (window) => model.readings.payload(window),
        periods: model.quota.periods(),
        terms: { now: START, complaintWait: DAY, extendedWait: HOUR },
      });
      return decisions.map(({ deviceId, verdict, code }) => [deviceId, verdict, code] as const);
    });
  };

  it('has both meters’ windows of the same time accepted, and a second meter’s of either refused', () => {
    ledger.submit([ledger.window('sh1-energy', [10])]);
    ledger.submit([ledger.window(MADE, [20])]);
    expect(judged()).to.deep.equal([
      ['sh1-energy', 'accepted', undefined],
      [MADE, 'accepted', undefined],
    ]);
    ledger.enrolProduction('SH1', 'sh1-more');
    ledger.submit([ledger.window('sh1-more', [30])]);
    expect(judged()).to.deep.equal([
      ['sh1-energy', 'accepted', undefined],
      [MADE, 'accepted', undefined],
      ['sh1-more', 'rejected', 'INTERVAL_TWICE'],
    ]);
  });

  it('is not kept waiting for use by production that cannot be read, nor paid for it', () => {
    ledger.submit([ledger.window('sh1-energy', [10])]);
    const lost = ledger.window(MADE, [2000, 3000], { spoil: flipLast });
    ledger.submit([lost]);
    expect(judged()).to.deep.equal([['sh1-energy', 'accepted', undefined]]);
    const { deviceId, sequence } = lost.header;
    const verdict = { verdict: 'rejected', code: 'RECORD_UNREADABLE', periodId: '2016-09' } as const;
    ledger.decide([{ deviceId, sequence, ...verdict }]);
    accepted('sh1-energy', 500, 600);
    accepted(MADE, 100);
    const { lines, basis } = bill();
    expect(lines.map(({ kind }) => kind)).to.not.include('feedIn');
    expect(basis[0]?.production).to.include({ drawn: '1100', produced: '100', netted: '100', surplus: '0' });
  });
});
