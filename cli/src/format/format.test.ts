import { expect } from 'chai';
import { describe, it } from 'mocha';
import { formatDate } from './formatDate.js';
import { formatDecimal } from './formatDecimal.js';
import { formatMoment } from './formatMoment.js';
import { formatMoney } from './formatMoney.js';
import { formatPower } from './formatPower.js';
import { formatQuantity } from './formatQuantity.js';
import { formatTable } from './formatTable.js';
import { formatUnitPrice } from './formatUnitPrice.js';
import { groupThousands } from './groupThousands.js';

const EUR = { code: 'EUR', minorDigits: 2 };

describe('formats for residents', () => {
  it('groups thousands', () => {
    const written = [0n, 7n, 999n, 1000n, 15970n, 1234567n, -1000n].map(groupThousands);
    expect(written).to.deep.equal(['0', '7', '999', '1,000', '15,970', '1,234,567', '-1,000']);
  });

  it('writes decimals exactly, also beyond 2^53', () => {
    expect(formatDecimal(5n, 2)).to.equal('0.05');
    expect(formatDecimal(-5n, 2)).to.equal('-0.05');
    expect(formatDecimal(1234567n, 0)).to.equal('1,234,567');
    expect(formatDecimal(9223372036854775807n, 2)).to.equal('92,233,720,368,547,758.07');
  });

  it('writes money by its currency', () => {
    expect(formatMoney(20154n, EUR)).to.equal('€201.54');
    expect(formatMoney(-5n, EUR)).to.equal('-€0.05');
    expect(formatMoney(123456n, { code: 'CHF', minorDigits: 2 })).to.equal('1,234.56 CHF');
    expect(formatMoney(500n, { code: 'JPY', minorDigits: 0 })).to.equal('500 JPY');
  });

  it('writes energy in kWh with one decimal, half up, and water in whole litres', () => {
    const energy = [0n, 49n, 50n, 1024022n, -150n].map((wh) => formatQuantity('energy', wh));
    expect(energy).to.deep.equal(['0.0 kWh', '0.0 kWh', '0.1 kWh', '1,024.0 kWh', '-0.2 kWh']);
    expect(formatQuantity('water', 15970n)).to.equal('15,970 litres');
    expect(formatPower(6005)).to.equal('6.0 kW');
  });

  it('writes prices per kWh and per cubic metre, whatever the tariff counts in', () => {
    expect(formatUnitPrice('energy', 15n, 1000n, EUR)).to.equal('€0.15 per kWh');
    expect(formatUnitPrice('energy', 15340n, 1000000n, EUR)).to.equal('€0.1534 per kWh');
    expect(formatUnitPrice('water', 185n, 1000n, EUR)).to.equal('€1.85 per m³');
    expect(formatUnitPrice('water', 1n, 3n, { code: 'CHF', minorDigits: 2 })).to.equal('3.333333 CHF per m³');
  });

  it("writes ledger seconds in the community's zone, on both sides of a clock change", () => {
    expect(formatDate(1472680800, 'Europe/Madrid')).to.equal('1 September 2016');
    expect(formatDate(1472680799, 'Europe/Madrid')).to.equal('31 August 2016');
    expect(formatMoment(1477785600, 'Europe/Madrid')).to.equal('2016-10-30 02:00');
    expect(formatMoment(1477789200, 'Europe/Madrid')).to.equal('2016-10-30 02:00');
  });

  it('lays out tables without trailing blanks', () => {
    const columns = [
      { heading: 'home', align: 'left' },
      { heading: 'use', align: 'right' },
      { heading: 'note', align: 'left' },
    ] as const;
    expect(
      formatTable(columns, [
        ['SH1', '1,024', 'above'],
        ['SH10', '7', ''],
      ]),
    ).to.deep.equal(['home    use  note', 'SH1   1,024  above', 'SH10      7']);
  });
});
