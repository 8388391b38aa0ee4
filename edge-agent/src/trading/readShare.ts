import {
  calendarDay,
  type Bounds,
  type Holding,
  type MeteredResource,
  type PeriodRecord,
} from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import { orUnknown } from '../keys/orUnknown.js';

export interface ShareLedger {
  readonly quota: Pick<CommunityLedger['quota'], 'getPeriod' | 'getHoldings' | 'getQuotaAccount'>;
}

/** The running period, and what the home holds in it. */
export interface HomeShare {
  readonly period: PeriodRecord;
  readonly day: Bounds;
  /** Of one resource; undefined where the home has no account or nothing is contracted. Base units. */
  readonly of: (
    resource: MeteredResource,
  ) => { readonly lotSize: bigint; readonly holds: bigint } | undefined;
}

/**
 * Reads what the home holds in the period that runs: a calendar month, or a day.
 *
 * @param now ledger seconds.
 * @returns undefined where no period runs. @throws CodedError of the ledger.
 */
export async function readShare(
  ledger: ShareLedger,
  { homeId, zone }: { readonly homeId: string; readonly zone: string },
  now: number,
): Promise<HomeShare | undefined> {
  const { id: dayId, ...day } = calendarDay(now, zone);
  const period = (await periodOf(ledger, dayId.slice(0, 7))) ?? (await periodOf(ledger, dayId));
  if (period === undefined) return undefined;
  const [holdings, account] = await Promise.all([
    ledger.quota.getHoldings({ periodId: period.periodId }),
    orUnknown(ledger.quota.getQuotaAccount({ homeId }), /_UNKNOWN$/),
  ]);
  const accounts = account === undefined ? [] : [account.accountId];
  return { period, day, of: (resource) => shareOf(resource, period, holdings, accounts) };
}

async function periodOf(ledger: ShareLedger, periodId: string): Promise<PeriodRecord | undefined> {
  const view = await orUnknown(ledger.quota.getPeriod({ periodId }), /^PERIOD_UNKNOWN$/);
  return view?.closedAt === undefined ? view : undefined;
}

function shareOf(
  resource: MeteredResource,
  { contracts }: PeriodRecord,
  holdings: readonly Holding[],
  accounts: readonly string[],
): { lotSize: bigint; holds: bigint } | undefined {
  const contract = contracts.find((candidate) => candidate.resource === resource);
  if (contract === undefined || accounts.length === 0) return undefined;
  const lots = holdings
    .filter((holding) => holding.resource === resource && accounts.includes(holding.accountId))
    .reduce((sum, holding) => sum + BigInt(holding.lots), 0n);
  const lotSize = BigInt(contract.lotSize);
  return { lotSize, holds: lots * lotSize };
}
