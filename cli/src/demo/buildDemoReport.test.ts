import { parseWith, type BillDocument } from '@acequia/protocol';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { buildDemoReport } from './buildDemoReport.js';
import { demoReportSchema } from './demoReportSchema.js';
import { renderDemoTable } from './renderDemoTable.js';
import { sealingLine } from './sealingLine.js';

const intervals = { measured: 720, replaced: 0, estimated: 0, suspect: 0, missing: 0 };
const bill: BillDocument = {
  version: 1,
  salt: '00112233445566778899aabbccddeeff',
  number: 'B-2016-09-SH2',
  kind: 'bill',
  status: 'final',
  homeId: 'SH2',
  periodId: '2016-09',
  periodStart: 1472680800,
  periodEnd: 1475272800,
  issuedAt: 1475300000,
  tariffId: '2016-A',
  currency: 'EUR',
  basis: [
    { resource: 'energy', use: '724645', quota: '800000', excess: '0', intervals, uncoveredSeconds: 0 },
    { resource: 'water', use: '8610', quota: '8000', excess: '610', intervals, uncoveredSeconds: 0 },
  ],
  lines: [
    { kind: 'baseFee', quantity: '1', unit: 'period', priceMinor: '600', per: '1', amountMinor: '600' },
    {
      kind: 'excess',
      resource: 'water',
      quantity: '610',
      unit: 'L',
      priceMinor: '320',
      per: '1000',
      amountMinor: '195',
      quality: 'measured',
      trust: 'relayed',
    },
  ],
  totalMinor: '795',
};
const result = {
  network: { kind: 'fabric', ordering: 'bft' },
  speed: 21600,
  source: 'data: built-in household model (no data folder)',
  homes: [{ bill, maxPowerW: 4957 }],
  equation9: [{ resource: 'water', contract: '34000', held: '34000', holds: true }],
  readings: 4320,
  transactions: 300,
  rejected: 0,
  sealing: { epochs: 420, windows: 744, unopened: 0 },
  trade: null,
  seconds: 151.2,
} as const;

describe('buildDemoReport', () => {
  it('gives the amounts as numbers in base and minor units', () => {
    const report = buildDemoReport({ ...result, equation9: [...result.equation9] });
    expect(parseWith(demoReportSchema, JSON.parse(JSON.stringify(report)))).to.deep.equal({
      network: 'fabric',
      ordering: 'bft',
      speed: 21600,
      source: 'data: built-in household model (no data folder)',
      homes: [
        {
          id: 'SH2',
          energyWh: { use: 724645, quota: 800000, excess: 0 },
          waterL: { use: 8610, quota: 8000, excess: 610 },
          maxPowerW: 4957,
          bill: {
            number: 'B-2016-09-SH2',
            status: 'final',
            currency: 'EUR',
            minor: 795,
            lines: [
              {
                resource: 'base',
                quantity: 1,
                unit: 'period',
                priceMinor: 600,
                per: 1,
                minor: 600,
                quality: null,
                trust: null,
              },
              {
                resource: 'water',
                quantity: 610,
                unit: 'L',
                priceMinor: 320,
                per: 1000,
                minor: 195,
                quality: 'measured',
                trust: 'relayed',
              },
            ],
          },
        },
      ],
      equation9: [{ resource: 'water', contract: 34000, held: 34000, holds: true }],
      readings: 4320,
      transactions: 300,
      rejected: 0,
      sealing: { epochs: 420, windows: 744, unopened: 0 },
      trade: null,
      seconds: 151.2,
    });
  });

  it('refuses amounts that a JSON number cannot hold', () => {
    const huge = { ...bill, totalMinor: '9007199254740993' };
    expect(() =>
      buildDemoReport({ ...result, equation9: [], homes: [{ bill: huge, maxPowerW: 1 }] }),
    ).to.throw('AMOUNT_UNSAFE');
  });

  it('refuses a bill that says nothing of a resource', () => {
    const partial = { ...bill, basis: [] };
    expect(() =>
      buildDemoReport({ ...result, equation9: [], homes: [{ bill: partial, maxPowerW: 1 }] }),
    ).to.throw('BILL_INCOMPLETE: the bill says nothing of energy');
  });

  it('says what was sealed, and what of it the community did not open', () => {
    expect(sealingLine({ epochs: 1420, windows: 744, unopened: 0 })).to.equal(
      'sealed: 744 windows of readings under the keys of 1,420 epochs; the community opened all of them',
    );
    expect(sealingLine({ epochs: 2, windows: 3, unopened: 1 })).to.match(
      /; the community has not opened 1 of them$/,
    );
  });

  it('is shown as a table', () => {
    const { homes } = buildDemoReport({ ...result, equation9: [] });
    expect(renderDemoTable(homes, { code: 'EUR', minorDigits: 2 })).to.deep.equal([
      'home     energy      quota    above  highest hour         water         quota       above   bill',
      'SH2   724.6 kWh  800.0 kWh  0.0 kWh        5.0 kW  8,610 litres  8,000 litres  610 litres  €7.95',
    ]);
  });
});
