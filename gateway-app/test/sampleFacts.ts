import { sha256Hex, type CommunityRecord, type PeriodRecord, type TariffRecord } from '@acequia/protocol';

export const HOUR = 3600;
/** 2016-09-01T00:00:00+02:00. */
export const START = 1_472_680_800;

export const community: CommunityRecord = {
  name: 'Las Acequias',
  timeZone: 'Europe/Madrid',
  currency: { code: 'EUR', minorDigits: 2 },
  clock: { origin: START, start: 1_700_000_000, speed: 1 },
};
export const period: PeriodRecord = {
  periodId: '2016-09',
  start: START,
  end: START + 30 * 24 * HOUR,
  contracts: [
    { resource: 'energy', lotSize: '1000', lots: 30 },
    { resource: 'water', lotSize: '500', lots: 20 },
  ],
};
export const tariff: TariffRecord = {
  tariffId: '2016-A',
  validFrom: START,
  baseFeeMinor: '600',
  prices: [
    { resource: 'energy', per: '1000000', priceMinor: '15000', excessMinor: '25000' },
    { resource: 'water', per: '1000', priceMinor: '185', excessMinor: '320' },
  ],
};

/** The account that holds a home's quota in the samples. */
export function accountOf(homeId: string): string {
  return `acc-${sha256Hex(homeId).slice(0, 32)}`;
}
