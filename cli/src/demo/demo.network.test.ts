import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { parseJsonWith, periodBounds } from '@acequia/protocol';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { Acequia, type Ended } from '../../test/Acequia.js';
import { networkKind } from '../../test/networkKind.js';
import { demoReportSchema, type DemoReport } from './demoReportSchema.js';

/**
 * What is expected of each kind of network. Fabric's month is shown faster than it usually is, but not so fast that it is over
 * before real peers have taken the last days' warnings.
 */
const { options, speed, firstLine, ordering } = {
  embedded: {
    options: [],
    speed: 86_400,
    firstLine: 'network: embedded (no consensus); NETWORK=fabric for the real one',
    ordering: 'none',
  },
  fabric: {
    options: ['--speed', '50000'],
    speed: 50_000,
    firstLine: 'network: fabric, BFT ordering, 3 homes',
    ordering: 'bft',
  },
}[networkKind];
const HOUR = 3600;

const dataDir = env.ACEQUIA_DATA ?? '';
const measured = await access(join(dataDir, 'electricity')).then(
  () => dataDir !== '',
  () => false,
);

describe(`acequia demo, on the ${networkKind} network and ${measured ? 'measured data' : 'the household model'}`, () => {
  let folder = '';
  let ended: Ended;
  let report: DemoReport;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-demo-'));
    ended = await new Acequia(['demo', '--once', '--network', networkKind, ...options, '--build', folder])
      .ended;
    expect(ended.code, ended.err).to.equal(0);
    report = parseJsonWith(demoReportSchema, await readFile(join(folder, 'demo.json'), 'utf8'));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('says first on what network, then where the readings come from, and how fast', () => {
    const [first, second] = ended.out.split('\n');
    expect(first).to.equal(firstLine);
    if (measured) expect(second).to.match(/^data: readings of 3 measured households, 2016-09 \(/);
    else expect(second).to.equal('data: built-in household model (no data folder)');
    expect(ended.out).to.contain(`ledger time runs ${String(speed)} times as fast as the clock on the wall`);
  });

  it('warns homes, prints every home, a bill, Eq. 9, and what it took', () => {
    expect(ended.out).to.match(/^warning 2016-09-\d\d: SH1 is above its quota of energy \(1\d\d %\)/m);
    expect(ended.out).to.match(/^warning 2016-09-\d\d: SH2 is above its quota of water/m);
    expect(ended.out).to.match(/^SH3 +[\d,.]+ kWh/m);
    expect(ended.out).to.contain('BILL B-2016-09-SH1   final');
    expect(ended.out).to.match(
      /^energy: [\d,]+ accounts hold [\d,.]+ kWh, the contract is [\d,.]+ kWh: they add up$/m,
    );
    expect(ended.out).to.match(
      /^[\d,]+ transactions, [\d,]+ readings, 0 windows rejected, [\d.]+ s: network /m,
    );
  });

  it('had every reading sealed, under the keys of six hours each, and the community opened all of them', () => {
    expect(ended.out).to.match(
      /^sealed: [\d,]+ windows of readings under the keys of [\d,]+ epochs; the community opened all of them$/m,
    );
    const { epochs, windows, unopened } = report.sealing;
    expect(epochs).to.be.at.least(3 * 30 * 4);
    expect(windows).to.be.at.least(3 * 2 * 30);
    expect(unopened).to.equal(0);
  });

  it('leaves a report whose amounts agree with each other', () => {
    expect(report).to.include({ network: networkKind, ordering, speed });
    expect(report.homes.map(({ id }) => id)).to.deep.equal(['SH1', 'SH2', 'SH3']);
    for (const { energyWh, waterL, bill } of report.homes) {
      expect(bill.status).to.equal('final');
      expect(bill.minor).to.equal(bill.lines.reduce((sum, { minor }) => sum + minor, 0));
      for (const [resource, amount] of [
        ['energy', energyWh],
        ['water', waterL],
      ] as const) {
        expect(amount.excess).to.equal(Math.max(0, amount.use - amount.quota));
        const billed = bill.lines.filter((line) => line.resource === resource);
        expect(billed.reduce((sum, { quantity }) => sum + quantity, 0)).to.equal(amount.use);
      }
      for (const { quantity, priceMinor, per, minor } of bill.lines) {
        expect(minor).to.equal(Math.floor((2 * quantity * priceMinor + per) / (2 * per)));
      }
    }
    expect(report.equation9.map(({ resource, holds }) => [resource, holds])).to.deep.equal([
      ['energy', true],
      ['water', true],
    ]);
    for (const { resource, contract } of report.equation9) {
      const quotas = report.homes.map((home) => (resource === 'energy' ? home.energyWh : home.waterL).quota);
      expect(contract).to.equal(quotas.reduce((sum, quota) => sum + quota, 0));
    }
    expect(report.readings).to.be.at.least(3 * 2 * 30 * 24);
    expect(report.rejected).to.equal(0);
  });

  it(
    measured ? "bills the files' own totals of energy" : 'bills the two homes above their quotas',
    async () => {
      if (!measured) {
        expect(report.homes[0]?.energyWh.excess).to.be.greaterThan(0);
        expect(report.homes[1]?.waterL.excess).to.be.greaterThan(0);
        return;
      }
      for (const [i, { energyWh, maxPowerW }] of report.homes.entries()) {
        const expected = await sumOfFile(join(dataDir, 'electricity', `home-0${String(i + 1)}.csv`));
        expect(energyWh.use).to.be.closeTo(expected.wattHours, 1);
        expect(maxPowerW).to.be.closeTo(expected.highest, 1);
      }
    },
  );

  it('shows a trade of the next month: sealed bids, one price, no home on the ledger, and a reserve that covers', () => {
    const { trade } = report;
    if (trade === null) throw new Error('no trade was shown');
    const { bids, homes, reserve, ...rest } = trade;
    expect(rest).to.deep.equal({ periodId: '2016-10', resource: 'water', lots: 6, unitPrice: 25 });
    const numbers = bids.map(({ lots, asked, sold, proceeds }) => [lots, asked, sold, proceeds]);
    expect(numbers).to.have.deep.members([
      [4, 20, 4, 100],
      [4, 25, 2, 50],
    ]);
    expect(homes).to.deep.equal([
      { id: 'SH2', side: 'buy', lots: 6, tokens: 150 },
      { id: 'SH1', side: 'sell', lots: 4, tokens: 100 },
      { id: 'SH3', side: 'sell', lots: 2, tokens: 50 },
    ]);
    const whole = 10_000_000;
    expect(reserve).to.deep.equal({ supply: whole, currency: whole, required: whole, covers: true });
    expect(ended.out)
      .to.contain('SH2 asks its neighbours for 600 litres of water for no more than 3.00 SCT per m³')
      .and.to.contain('SH1 offers a neighbour 400 litres of water for no less than 2.00 SCT per m³')
      .and.to.contain('sold: 6 lots (600 litres) for 0.25 SCT a lot')
      .and.to.contain('That is what stands on the ledger.')
      .and.to.contain('SH2 bought 600 litres for 1.50 SCT')
      .and.to.contain('100,000.00 SCT are out; the reserve holds €100,000.00.');
  });

  it('leaves no process behind', async () => {
    const { out } = await Acequia.run('network', 'status', '--json', '--dir', join(folder, 'demo-network'));
    const { processes } = JSON.parse(out) as { processes: { state: string }[] };
    expect(new Set(processes.map(({ state }) => state))).to.deep.equal(new Set(['stopped']));
  });
});

/** Read independently of the agent's readers: the hours of the file, at UTC+01:00, that lie in the month. */
async function sumOfFile(file: string): Promise<{ wattHours: number; highest: number }> {
  const { start, end } = periodBounds('2016-09', 'Europe/Madrid');
  const first = Date.UTC(2016, 6, 31, 23) / 1000;
  const rows = (await readFile(file, 'utf8')).trim().split('\n').slice(1);
  const loads = rows
    .map((row, i) => ({ at: first + i * HOUR, wattHours: 1000 * Number(row.split(',')[4]) }))
    .filter(({ at }) => at >= start && at < end)
    .map(({ wattHours }) => wattHours);
  return { wattHours: loads.reduce((sum, load) => sum + load, 0), highest: Math.max(...loads) };
}
