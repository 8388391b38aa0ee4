import {
  computeBill,
  computeNetUse,
  computeQuota,
  type ComputedBill,
  type Contract,
  type Flow,
  type MeteredResource,
  type MeterReading,
} from '@acequia/protocol';
import type { EpochKeyring } from '../harness/EpochKeyring.js';
import type { Member } from '../harness/Member.js';
import type { Meter } from '../harness/Meter.js';
import type { PeriodOfTests } from '../harness/openPeriod.js';
import { openWindow } from '../harness/openWindow.js';

/** Who computes: with which identity, and with whose keys it opens what was measured. */
export interface BillReader {
  readonly member: Member;
  readonly keyring: EpochKeyring;
}

/** What is billed, and which decisions count. */
export interface BillRequest {
  readonly homeId: string;
  readonly period: PeriodOfTests;
  readonly tariffId: string;
  readonly meters: readonly Meter[];
  /** Whether windows accepted after the period's close count as well, as they do for notes. */
  readonly withLate: boolean;
}

/** Computes a home's bill from what this member, the home or the community, reads and opens on the ledger. */
export async function billFromLedger(
  reader: BillReader,
  { homeId, period, tariffId, meters, withLate }: BillRequest,
): Promise<ComputedBill> {
  const { periodId } = period;
  const { ledger } = reader.member;
  const [tariff, { accountId }, holdings, { contracts }, produced] = await Promise.all([
    ledger.billing.getTariff({ tariffId }),
    ledger.quota.getQuotaAccount({ homeId }),
    ledger.quota.getHoldings({ periodId }),
    ledger.quota.getPeriod({ periodId }),
    ledger.quota.listProducedLots({ periodId }),
  ]);
  const measured = await Promise.all(
    (['energy', 'water'] as const).map(async (resource) => {
      const of = (flow: Flow): Promise<MeterReading[]> =>
        readingsOf(
          reader,
          meters.filter((meter) => meter.resource === resource && meter.flow === flow),
          withLate,
        );
      const readings = { consumption: await of('consumption'), production: await of('production') };
      const quota = computeQuota(resource, contracts, holdings, [accountId]);
      const lots = produced.filter((made) => resource === 'energy' && made.accountId === accountId);
      const asLots = lots.reduce((sum, made) => sum + BigInt(made.lots), 0n) * lotSizeOf(resource, contracts);
      return { use: computeNetUse(resource, readings, period), quota, asLots };
    }),
  );
  return computeBill(tariff, measured);
}

function lotSizeOf(resource: MeteredResource, contracts: readonly Contract[]): bigint {
  return BigInt(contracts.find((contract) => contract.resource === resource)?.lotSize ?? '0');
}

async function readingsOf(
  { member, keyring }: BillReader,
  meters: readonly Meter[],
  withLate: boolean,
): Promise<MeterReading[]> {
  const { ledger } = member;
  const readings: MeterReading[] = [];
  for (const { deviceId } of meters) {
    const { trust } = await ledger.registry.getDevice({ deviceId });
    const last = (await ledger.monitoring.getLastWindow({ deviceId })).window?.header.sequence ?? 0;
    for (let sequence = 1; sequence <= last; sequence += 1) {
      const { decision } = await ledger.monitoring.getWindow({ deviceId, sequence });
      if (decision?.verdict !== 'accepted' || (decision.afterClose && !withLate)) continue;
      const { intervals } = await openWindow(member, keyring, { deviceId, sequence });
      readings.push(...intervals.map((interval) => ({ interval, trust, deviceId })));
    }
  }
  return readings;
}
