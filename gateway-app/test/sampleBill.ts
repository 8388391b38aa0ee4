import { random16Hex, type BillDocument, type ComputedBill } from '@acequia/protocol';
import { period, tariff } from './sampleFacts.js';

/** A final bill of a home that used nothing but these amounts within its quota. */
export function sampleBill(homeId: string, computed: ComputedBill): BillDocument {
  return {
    version: 1,
    salt: random16Hex(),
    number: `B-2016-09-${homeId}`,
    kind: 'bill',
    status: 'final',
    homeId,
    periodId: '2016-09',
    periodStart: period.start,
    periodEnd: period.end,
    issuedAt: period.end,
    tariffId: tariff.tariffId,
    currency: 'EUR',
    ...computed,
  };
}
