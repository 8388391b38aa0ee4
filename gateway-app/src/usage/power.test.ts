import { expect } from 'chai';
import { billDocumentSchema, publicRecords, type BillDocument, type TariffRecord } from '@acequia/protocol';
import { put } from '../../test/LedgerBuilder.js';
import { HoldingBlocks } from '../../test/HoldingBlocks.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { accountOf, community, HOUR, period, SampleLedger, START, tariff } from '../../test/SampleLedger.js';
import { composeBill } from '../services/composeBill.js';
import { checkBill } from './checkBill.js';
import { powerEntitlement } from './powerEntitlement.js';

/** Dated as the first one, so that it takes its place: 0.30 € a kWh above the entitlements of power. */
const charging: TariffRecord = { ...tariff, tariffId: '2016-B', power: { per: '1000', excessMinor: '30' } };
const EVENING = 'power.18-22';

describe('power on a bill', () => {
  let opened: OpenModel;
  let home: OpenModel;
  let ledger: SampleLedger;
  let holdings: HoldingBlocks;
  beforeEach(() => {
    opened = openModel();
    home = openModel();
    ledger = new SampleLedger().found();
    holdings = new HoldingBlocks(ledger);
  });
  afterEach(() => {
    opened.close();
    home.close();
  });

  /** A day of so many watts in the hours before six in the evening, from there to ten, and behind it. */
  const draw = (before: number, evening: readonly number[], behind: number): void => {
    const hours = [...Array<number>(18).fill(before), ...evening, ...Array<number>(2).fill(behind)];
    const window = ledger.window('sh1-energy', hours);
    ledger.submit([window]);
    ledger.accept(window);
  };
  const bill = (by = charging): BillDocument => {
    ledger.builder.add({
      function: 'billing:setTariff',
      writes: [put(publicRecords.tariff, [by.tariffId], by)],
    });
    ledger.close();
    opened.apply(ledger.builder.blocks);
    const view = opened.model.quota.period('2016-09') ?? expect.fail();
    const facts = { homeId: 'SH1', period: view, status: 'final', community, issuedAt: period.end } as const;
    const document = composeBill(opened.model, facts);
    expect(billDocumentSchema.parse(document)).to.deep.equal(document);
    return document;
  };
  const powerLines = ({ lines }: BillDocument): string[] =>
    lines
      .filter(({ resource }) => resource?.startsWith('power'))
      .map(({ resource = '', quantity, unit, amountMinor }) =>
        [resource, quantity, unit, amountMinor].join(' '),
      );
  /** What the home makes of the document when it computes the bill itself. */
  const checkAtHome = (document: BillDocument): string => {
    ledger.bill(document);
    home.apply(ledger.builder.blocks, 'SH1');
    return checkBill(home.model, home.model.billing.bill(document.number) ?? expect.fail());
  };

  it('is what was drawn above the entitlement in the hours of each slot, and the home finds the same', () => {
    holdings.contractPower('500', 12, EVENING);
    holdings.hold(accountOf('SH1'), EVENING, 4, START);
    draw(9000, [1000, 3000, 2000, 2500], 9000);
    const document = bill();
    expect(document.power).to.deep.equal([
      { resource: EVENING, highest: '3000', entitlement: '2000', excess: '1500' },
    ]);
    expect(powerLines(document)).to.deep.equal([`${EVENING} 1500 Wh 45`]);
    expect(checkAtHome(document)).to.equal('agrees');
  });

  it('goes by what the home held at the time: what it bought or sold later changes nothing before', () => {
    holdings.contractPower('500', 12, EVENING);
    holdings.hold(accountOf('SH1'), EVENING, 4, START);
    holdings.hold(accountOf('SH1'), EVENING, 6, START + 19 * HOUR);
    holdings.hold(accountOf('SH1'), EVENING, 1, START + 21 * HOUR);
    draw(0, [3000, 3000, 3000, 3000], 0);
    const document = bill();
    expect(document.power).to.deep.equal([
      { resource: EVENING, highest: '3000', entitlement: '500', excess: '3500' },
    ]);
  });

  it('remembers what an account held that is the home’s no more', () => {
    const other = `acc-${'c'.repeat(32)}`;
    holdings.contractPower('500', 12, EVENING);
    holdings.hold(accountOf('SH1'), EVENING, 4, START);
    holdings.hold(accountOf('SH1'), EVENING, 0, START + 20 * HOUR);
    holdings.hold(other, EVENING, 4, START + 20 * HOUR);
    holdings.assign('SH1', [], other);
    draw(0, [2000, 2500, 2000, 2000], 0);
    const document = bill();
    expect(document.power).to.deep.equal([
      { resource: EVENING, highest: '2500', entitlement: '2000', excess: '500' },
    ]);
    expect(checkAtHome(document)).to.equal('agrees');
  });

  it('takes what was held in the order of the ledger, also where a clock was behind', () => {
    holdings.contractPower('500', 12, EVENING);
    holdings.hold(accountOf('SH1'), EVENING, 4, START);
    holdings.hold(accountOf('SH1'), EVENING, 6, START + 19 * HOUR);
    holdings.hold(accountOf('SH1'), EVENING, 2, START + 19 * HOUR - 60);
    draw(0, [2500, 2500, 2500, 2500], 0);
    expect(bill().power).to.deep.equal([
      { resource: EVENING, highest: '2500', entitlement: '1000', excess: String(500 + 3 * 1500) },
    ]);
  });

  it('takes the time of others’ holdings for its own where the ledger’s order says it came later', () => {
    holdings.contractPower('500', 12, EVENING);
    holdings.hold(accountOf('SH1'), EVENING, 4, START);
    holdings.hold(accountOf('SH2'), EVENING, 6, START + 19 * HOUR);
    holdings.hold(accountOf('SH1'), EVENING, 2, START + 19 * HOUR - 60);
    ledger.close();
    opened.apply(ledger.builder.blocks);
    const view = opened.model.quota.period('2016-09') ?? expect.fail();
    expect(powerEntitlement(opened.model, [accountOf('SH1')], view, EVENING)).to.deep.equal([
      { from: START, watts: 2000n },
      { from: START + 19 * HOUR, watts: 1000n },
    ]);
  });

  it('of a slot of all hours is that of power without slots', () => {
    holdings.contractPower('500', 12, 'power.00-24');
    holdings.hold(accountOf('SH1'), 'power.00-24', 4, START);
    draw(2100, [1000, 3000, 2000, 2500], 400);
    const slotted = bill();
    opened.close();
    opened = openModel();
    ledger = new SampleLedger().found();
    holdings = new HoldingBlocks(ledger);
    holdings.contractPower('500', 12, 'power');
    holdings.hold(accountOf('SH1'), 'power', 4, START);
    draw(2100, [1000, 3000, 2000, 2500], 400);
    const whole = bill();
    expect(powerLines(whole)).to.deep.equal([`power ${String(18 * 100 + 1500)} Wh 99`]);
    expect(whole.totalMinor).to.equal(slotted.totalMinor);
  });

  it('is charged by nobody without a price, and differs where it was changed', () => {
    holdings.contractPower('500', 12, EVENING);
    holdings.hold(accountOf('SH1'), EVENING, 1, START);
    draw(0, [3000, 3000, 3000, 3000], 0);
    const document = bill();
    const [entry] = document.power ?? [];
    const changed = { ...document, power: entry === undefined ? [] : [{ ...entry, highest: '2999' }] };
    expect(checkAtHome(changed)).to.equal('differs');
    opened.close();
    opened = openModel();
    const free = bill({ ...tariff, tariffId: '2016-C' });
    expect(free).not.to.have.property('power');
    expect(powerLines(free)).to.deep.equal([]);
  });
});
