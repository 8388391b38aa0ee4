import { hashCanonical, type BillDocument } from '@acequia/protocol';
import type { MonthOfTests } from '../harness/CalendarOfTests.js';
import type { TestCommunity } from '../harness/TestCommunity.js';
import type { CanaryBasket } from './CanaryBasket.js';

/** Where the currency's minor units are a canary: 10^12 to 10^15. */
const MINOR: [number, number] = [1_000_000_000_000, 1_000_000_000_000_000];

/** Issues a bill preview to a home and delivers its document, full of canaries. */
export async function plantBill(
  community: TestCommunity,
  month: MonthOfTests,
  basket: CanaryBasket,
): Promise<void> {
  const { billing } = community.operator.ledger;
  const document = billFor(month, basket, community.now());
  const number = document.number;
  await billing.previewBill({
    number,
    homeId: basket.homeId,
    periodId: month.periodId,
    commitment: hashCanonical(document),
  });
  await billing.deliverBill({ number }, { document });
}

function billFor(month: MonthOfTests, basket: CanaryBasket, issuedAt: number): BillDocument {
  const minor = (name: string): string => String(basket.integer(name, ...MINOR));
  return {
    version: 1,
    salt: basket.hex16('bill salt'),
    number: `B-${month.periodId}-${basket.homeId}-C`,
    kind: 'bill',
    status: 'preview',
    reason: basket.words('bill reason'),
    homeId: basket.homeId,
    periodId: month.periodId,
    periodStart: month.start,
    periodEnd: month.end,
    issuedAt,
    tariffId: basket.words('bill tariff'),
    currency: basket.words('bill currency'),
    basis: [
      {
        resource: 'energy',
        use: minor('bill use'),
        quota: minor('bill quota'),
        excess: minor('bill excess'),
        intervals: { measured: 4, replaced: 0, estimated: 0, suspect: 0, missing: 0 },
        uncoveredSeconds: 0,
      },
    ],
    lines: [
      {
        kind: 'withinQuota',
        resource: 'energy',
        quantity: minor('bill quantity'),
        unit: 'Wh',
        priceMinor: minor('bill price'),
        per: '1000000',
        amountMinor: minor('bill amount'),
        quality: 'measured',
        trust: 'signing',
      },
    ],
    totalMinor: minor('bill total'),
  };
}
