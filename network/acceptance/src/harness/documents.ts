import {
  random16Hex,
  type BillDocument,
  type BillLine,
  type Statement,
  type TariffRecord,
} from '@acequia/protocol';
import type { PeriodOfTests } from './openPeriod.js';

/** A tariff of the tests: 6 € a period, 0.15 €/kWh and 0.25 € above the quota, 1.85 €/m³ and 3.20 € above it. */
export function tariffOf(tariffId: string): TariffRecord {
  return {
    tariffId,
    validFrom: 0,
    baseFeeMinor: '600',
    prices: [
      { resource: 'energy', per: '1000000', priceMinor: '15000', excessMinor: '25000' },
      { resource: 'water', per: '1000', priceMinor: '185', excessMinor: '320' },
    ],
  };
}

/** A statement as the community sends one every day. */
export function statementOf(homeId: string, statementId: string, periodId: string): Statement {
  return {
    version: 1,
    salt: random16Hex(),
    homeId,
    statementId,
    periodId,
    at: 0,
    lines: [{ resource: 'energy', use: 1234, quota: 200_000, unit: 'Wh' }],
    warnings: [],
  };
}

/** A preview bill of nothing but the base fee, for tests that are about bills and not about use. */
export function baseFeeBill(
  homeId: string,
  period: PeriodOfTests,
  number: string,
  tariffId: string,
): BillDocument {
  const line: BillLine = {
    kind: 'baseFee',
    quantity: '1',
    unit: 'period',
    priceMinor: '600',
    per: '1',
    amountMinor: '600',
  };
  return {
    version: 1,
    salt: random16Hex(),
    number,
    kind: 'bill',
    status: 'preview',
    homeId,
    periodId: period.periodId,
    periodStart: period.start,
    periodEnd: period.end,
    issuedAt: period.end,
    tariffId,
    currency: 'EUR',
    basis: [],
    lines: [line],
    totalMinor: '600',
  };
}
