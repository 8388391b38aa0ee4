import { formatMoney, type Currency } from '../format/formatMoney.js';
import { formatPower } from '../format/formatPower.js';
import { formatQuantity } from '../format/formatQuantity.js';
import { formatTable } from '../format/formatTable.js';
import type { DemoHome } from './demoReportSchema.js';

/** Each home's use, quota and excess, and what it pays. */
export function renderDemoTable(homes: readonly DemoHome[], currency: Currency): string[] {
  const energy = (amount: number): string => formatQuantity('energy', BigInt(amount));
  const water = (amount: number): string => formatQuantity('water', BigInt(amount));
  return formatTable(
    [
      { heading: 'home', align: 'left' },
      { heading: 'energy', align: 'right' },
      { heading: 'quota', align: 'right' },
      { heading: 'above', align: 'right' },
      { heading: 'highest hour', align: 'right' },
      { heading: 'water', align: 'right' },
      { heading: 'quota', align: 'right' },
      { heading: 'above', align: 'right' },
      { heading: 'bill', align: 'right' },
    ],
    homes.map(({ id, energyWh, waterL, maxPowerW, bill }) => [
      id,
      energy(energyWh.use),
      energy(energyWh.quota),
      energy(energyWh.excess),
      maxPowerW === null ? '-' : formatPower(maxPowerW),
      water(waterL.use),
      water(waterL.quota),
      water(waterL.excess),
      formatMoney(BigInt(bill.minor), currency),
    ]),
  );
}
