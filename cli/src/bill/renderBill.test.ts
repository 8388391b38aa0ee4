import type { BillDocument } from '@acequia/protocol';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { renderBill } from './renderBill.js';

const setting = { currency: { code: 'EUR', minorDigits: 2 }, timeZone: 'Europe/Madrid' };
const none = { measured: 0, replaced: 0, estimated: 0, suspect: 0, missing: 0 };

const bill: BillDocument = {
  version: 1,
  salt: '00112233445566778899aabbccddeeff',
  number: 'B-2016-09-SH1',
  kind: 'bill',
  status: 'final',
  homeId: 'SH1',
  periodId: '2016-09',
  periodStart: 1472680800,
  periodEnd: 1475272800,
  issuedAt: 1475300000,
  tariffId: '2016-A',
  currency: 'EUR',
  basis: [
    {
      resource: 'energy',
      use: '1024022',
      quota: '900000',
      excess: '124022',
      intervals: { ...none, measured: 720 },
      uncoveredSeconds: 0,
    },
    {
      resource: 'water',
      use: '15970',
      quota: '18000',
      excess: '0',
      intervals: { ...none, measured: 715, replaced: 2, missing: 1 },
      uncoveredSeconds: 7200,
    },
  ],
  lines: [
    { kind: 'baseFee', quantity: '1', unit: 'period', priceMinor: '600', per: '1', amountMinor: '600' },
    {
      kind: 'withinQuota',
      resource: 'energy',
      quantity: '900000',
      unit: 'Wh',
      priceMinor: '15',
      per: '1000',
      amountMinor: '13500',
      quality: 'measured',
      trust: 'signing',
    },
    {
      kind: 'excess',
      resource: 'energy',
      quantity: '124022',
      unit: 'Wh',
      priceMinor: '25',
      per: '1000',
      amountMinor: '3101',
      quality: 'measured',
      trust: 'signing',
    },
    {
      kind: 'withinQuota',
      resource: 'water',
      quantity: '15970',
      unit: 'L',
      priceMinor: '185',
      per: '1000',
      amountMinor: '2954',
      quality: 'replaced',
      trust: 'relayed',
    },
  ],
  totalMinor: '20155',
};

describe('renderBill', () => {
  it('writes a whole bill in litres, kilowatt-hours and euro', () => {
    expect(renderBill(bill, setting)).to.deep.equal([
      'BILL B-2016-09-SH1   final',
      'Home SH1, 1 September 2016 to 30 September 2016, issued 1 October 2016, tariff 2016-A',
      '',
      'For                            Quantity          Price   Amount  Readings',
      'Base fee                       1 period          €6.00    €6.00',
      'Energy within your quota      900.0 kWh  €0.15 per kWh  €135.00  measured; signed by the meter',
      'Energy above your quota       124.0 kWh  €0.25 per kWh   €31.01  measured; signed by the meter',
      'Water within your quota   15,970 litres   €1.85 per m³   €29.54  ' +
        "measured, partly caught up after a gap; passed on by the home's gateway",
      'Total                                                   €201.55',
      '',
      'Energy: used 1,024.0 kWh of a quota of 900.0 kWh, 124.0 kWh above it.',
      '  Behind it: of 720 readings, 720 measured.',
      'Water: used 15,970 litres of a quota of 18,000 litres, nothing above it.',
      '  Behind it: of 718 readings, 715 measured, 2 caught up after a gap, 1 missing and not charged; ' +
        'nothing was heard for 2 hours of the period.',
      '',
      'Does something look wrong? Compare it with your readings (acequia home show SH1) and tell your',
      'community the number B-2016-09-SH1. A final bill is never changed: a credit or debit note corrects it.',
    ]);
  });

  it('tells a home that produces what it used itself, and what it is credited', () => {
    const [energy, water] = bill.basis;
    const production = {
      drawn: '1100022',
      produced: '300000',
      netted: '76000',
      surplus: '223000',
      unmatched: '1000',
      intervals: { ...none, measured: 719, suspect: 1 },
      uncoveredSeconds: 0,
    };
    const credit = {
      kind: 'feedIn' as const,
      resource: 'energy' as const,
      quantity: '223000',
      unit: 'Wh' as const,
      priceMinor: '6',
      per: '1000',
      amountMinor: '-1338',
      quality: 'measured' as const,
      trust: 'signing' as const,
    };
    if (energy === undefined || water === undefined) throw new Error('no basis');
    const lines = renderBill(
      {
        ...bill,
        basis: [{ ...energy, production }, water],
        lines: [...bill.lines, credit],
        totalMinor: '18817',
      },
      setting,
    );
    expect(lines.filter((line) => /deliver|you made|You made|Behind that|^Total/i.test(line))).to.deep.equal([
      'Energy that you delivered      223.0 kWh  €0.06 per kWh  -€13.38  measured; signed by the meter',
      'Total                                                    €188.17',
      '  Your meter counted 1,100.0 kWh; 76.0 kWh of it you made yourself at the time.',
      '  You made 300.0 kWh and delivered 223.0 kWh; 1.0 kWh count for nothing, as your use then is not known.',
      '  Behind that: of 720 readings, 719 measured, 1 doubtful and not charged.',
    ]);
    const rich = renderBill({ ...bill, totalMinor: '-250' }, setting);
    expect(rich.find((line) => line.startsWith('Total'))).to.match(/^Total, in your favour +-€2\.50$/);
  });

  it('says what was drawn above a quota of power, and in which hours', () => {
    const line = {
      kind: 'excess',
      resource: 'power.18-22',
      quantity: '2250',
      unit: 'Wh',
      priceMinor: '30',
      per: '1000',
      amountMinor: '68',
      quality: 'measured',
      trust: 'signing',
    } as const;
    const power = [
      { resource: 'power.18-22', highest: '4250', entitlement: '2000', excess: '2250' },
      { resource: 'power.22-24', highest: '500', entitlement: '1000', excess: '0' },
    ] as const;
    const lines = renderBill({ ...bill, power: [...power], lines: [...bill.lines, line] }, setting);
    expect(lines.filter((text) => /power/i.test(text))).to.deep.equal([
      "Power from 18 to 22 o'clock above your quota        2.3 kWh  €0.30 per kWh    €0.68  measured; signed by the meter",
      "Power from 18 to 22 o'clock: 4,250 W at most, with a quota of 2,000 W at the end; 2.3 kWh drawn above it.",
      "Power from 22 to 24 o'clock: 500 W at most, with a quota of 1,000 W at the end; nothing drawn above it.",
    ]);
  });

  it('says that a preview is not to be paid', () => {
    expect(renderBill({ ...bill, status: 'preview' }, setting)[0]).to.equal(
      'BILL B-2016-09-SH1   preview, not to be paid yet',
    );
  });

  it('says what a credit note corrects and gives back', () => {
    const lines = renderBill(
      {
        ...bill,
        number: 'C-2016-09-SH1-1',
        kind: 'creditNote',
        corrects: 'B-2016-09-SH1',
        reason: 'readings came late',
        differenceMinor: '250',
      },
      setting,
    );
    expect(lines[0]).to.equal('CREDIT NOTE C-2016-09-SH1-1   final');
    expect(lines[2]).to.equal('Corrects B-2016-09-SH1: readings came late');
    expect(lines.find((line) => line.startsWith('New total'))).to.match(/^New total +€201\.55$/);
    expect(lines.find((line) => line.startsWith('You get back'))).to.match(/^You get back +€2\.50$/);
  });
});
