import { hashCanonical, random16Hex, type BillDocument } from '@acequia/protocol';
import { baseFeeBill, tariffOf } from '../harness/documents.js';
import { openPeriod } from '../harness/openPeriod.js';
import type { HomeName } from '../harness/HomeName.js';
import type { TestCommunity } from '../harness/TestCommunity.js';

/** A final bill of a home, delivered, and a window of the home's in its period. */
export async function finalBill(
  community: TestCommunity,
  homeId: HomeName,
  number: string,
): Promise<BillDocument> {
  const { billing, quota } = community.operator.ledger;
  const period = await openPeriod(community);
  const meter = await community.enrolMeter(homeId, 'water', period.start);
  const tariffId = `tariff-${number.toLowerCase()}`;
  const { periodId } = period;
  await Promise.all([
    billing.setTariff(tariffOf(tariffId)),
    community.submit(meter, ...meter.windows([10, 20], [30])),
  ]);
  await community.settled();
  const { deviceId } = meter;
  await community.operator.ledger.monitoring.decideWindows({
    decisions: [1, 2].map((sequence) => ({ deviceId, sequence, verdict: 'accepted' as const, periodId })),
  });
  const preview = baseFeeBill(homeId, period, number, tariffId);
  await billing.previewBill({ number, homeId, periodId, commitment: hashCanonical(preview) });
  await billing.deliverBill({ number }, { document: preview });
  await quota.closePeriod({ periodId });
  const final: BillDocument = { ...preview, status: 'final', salt: random16Hex() };
  await billing.finaliseBill({ number, commitment: hashCanonical(final) });
  await billing.deliverBill({ number }, { document: final });
  return final;
}
