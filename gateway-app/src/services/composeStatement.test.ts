import { expect } from 'chai';
import { calendarDay, statementSchema, type CalendarDay, type Statement } from '@acequia/protocol';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { accountOf, HOUR, SampleLedger, START } from '../../test/SampleLedger.js';
import { composeStatement } from './composeStatement.js';
import { isSettled } from './isSettled.js';

const DAY = 24 * HOUR;

describe('statements', () => {
  let opened: OpenModel;
  let ledger: SampleLedger;
  beforeEach(() => {
    opened = openModel();
    ledger = new SampleLedger().found();
  });
  afterEach(() => {
    opened.close();
  });
  const compose = (homeId: string, day: CalendarDay): Statement => {
    const period = opened.model.quota.period('2016-09');
    if (period === undefined) throw new Error('no period');
    return composeStatement(opened.model, {
      homeId,
      period,
      day,
      at: day.end + HOUR,
      accountIds: [accountOf(homeId)],
      silentAfterSeconds: DAY,
    });
  };
  const day = (index: number): CalendarDay => calendarDay(START + index * DAY, 'Europe/Madrid');
  const hours = (amount: number): number[] => Array.from({ length: 24 }, () => amount);

  it('add up the period to the end of their day, and warn of what was wrong on it', () => {
    const first = ledger.window('sh1-energy', hours(400));
    const second = ledger.window('sh1-energy', hours(400));
    const water = ledger.window('sh1-water', hours(1));
    const suspectSpan = { start: START + DAY, end: START + DAY + HOUR };
    const suspect = ledger.sign('sh1-water', suspectSpan, [{ ...suspectSpan, quality: 'suspect' }]);
    ledger.submit([first, second]);
    ledger.submit([water, suspect]);
    for (const window of [first, second, water, suspect]) ledger.accept(window);
    opened.apply(ledger.builder.blocks);

    const one = compose('SH1', day(0));
    expect(statementSchema.parse(one)).to.deep.equal(one);
    expect(one).to.deep.include({ statementId: '2016-09-01', periodId: '2016-09', homeId: 'SH1' });
    expect(one.lines).to.deep.equal([
      { resource: 'energy', use: 9600, quota: 15_000, unit: 'Wh' },
      { resource: 'water', use: 24, quota: 5000, unit: 'L' },
    ]);
    expect(one.warnings).to.deep.equal([]);

    const two = compose('SH1', day(1));
    expect(two.lines[0]).to.include({ use: 19_200 });
    expect(two.warnings).to.deep.equal([
      { code: 'OVER_QUOTA', resource: 'energy', percent: 128 },
      { code: 'DATA_SUSPECT', resource: 'water' },
    ]);
    expect(compose('SH1', day(0)).salt).to.not.equal(one.salt);
  });

  it('warn of a device of which nothing came for a day, and of rejected windows', () => {
    const window = ledger.window('sh2-energy', [1]);
    ledger.submit([window]);
    const { deviceId, sequence } = window.header;
    ledger.decide(
      [{ deviceId, sequence, verdict: 'rejected', code: 'USE_NEGATIVE', periodId: '2016-09' }],
      START + HOUR,
    );
    opened.apply(ledger.builder.blocks);
    expect(compose('SH2', day(0)).warnings).to.deep.equal([
      { code: 'WINDOW_REJECTED', resource: 'energy' },
      { code: 'DEVICE_SILENT', resource: 'water' },
    ]);
    expect(compose('SH2', day(1)).warnings).to.deep.equal([
      { code: 'DEVICE_SILENT', resource: 'energy' },
      { code: 'DEVICE_SILENT', resource: 'water' },
    ]);
  });

  it('are settled once every active device reaches the end and nothing before it is undecided', () => {
    const { model, apply } = opened;
    const energy = ledger.window('sh1-energy', hours(1));
    const water = ledger.window('sh1-water', hours(1));
    ledger.submit([energy]);
    apply(ledger.builder.blocks);
    const settled = (): boolean => isSettled(model, model.registry.devices('SH1'), START + DAY);
    expect(settled()).to.equal(false);
    apply([ledger.submit([water])]);
    expect(settled()).to.equal(false);
    apply([ledger.accept(energy), ledger.accept(water)]);
    expect(settled()).to.equal(true);
    // A window of the next day does not matter.
    apply([ledger.submit([ledger.window('sh1-water', [1])])]);
    expect(settled()).to.equal(true);
  });
});
