import {
  calendarDay,
  type Bounds,
  type Holding,
  type QuotaResource,
  type PeriodRecord,
} from '@acequia/protocol';
import { orUnknown, type CommunityLedger } from '@acequia/protocol/fabric';
import type { OwnAccounts } from './OwnAccounts.js';

export interface ShareLedger {
  readonly quota: Pick<CommunityLedger['quota'], 'getPeriod' | 'getHoldings' | 'getQuotaAccount'>;
}

/** What a home holds of one resource. */
export interface HeldShare {
  /** Base units of a lot. */
  readonly lotSize: bigint;
  /** What all of its accounts hold together, base units. */
  readonly holds: bigint;
  /** Lots of each account that can be sold from: a coin that no pseudonym has had. */
  readonly coins: readonly number[];
}

/** The running period, and what the home holds in it. */
export interface HomeShare {
  readonly period: PeriodRecord;
  readonly day: Bounds;
  /** Of one resource; undefined where the home has no account or nothing is contracted. */
  readonly of: (resource: QuotaResource) => HeldShare | undefined;
}

/** Whose share it is. */
export interface ShareOwner {
  readonly homeId: string;
  /** Of the community's calendar. */
  readonly zone: string;
  readonly accounts: () => OwnAccounts;
}

/** The home's accounts, as the community told of them and as the home itself knows. */
interface Accounts {
  readonly all: ReadonlySet<string>;
  /** In the community's order. */
  readonly coins: readonly string[];
}

/**
 * Reads what the home holds in the period that runs: a calendar month, or a day. It counts the main account, the coins, and what
 * pseudonyms have bought into, which the community tells of later.
 *
 * @param now ledger seconds.
 * @returns undefined where no period runs. @throws CodedError of the ledger.
 */
export async function readShare(
  ledger: ShareLedger,
  { homeId, zone, accounts }: ShareOwner,
  now: number,
): Promise<HomeShare | undefined> {
  const { id: dayId, ...day } = calendarDay(now, zone);
  const period = (await periodOf(ledger, dayId.slice(0, 7))) ?? (await periodOf(ledger, dayId));
  if (period === undefined) return undefined;
  const [holdings, told] = await Promise.all([
    ledger.quota.getHoldings({ periodId: period.periodId }),
    orUnknown(ledger.quota.getQuotaAccount({ homeId }), /_UNKNOWN$/),
  ]);
  if (told === undefined) return { period, day, of: () => undefined };
  const { bought, used } = accounts();
  const coins = told.coins ?? [];
  const own = {
    all: new Set([told.accountId, ...coins, ...bought]),
    coins: coins.filter((coin) => !used.has(coin)),
  };
  return { period, day, of: (resource) => shareOf(resource, period, holdings, own) };
}

async function periodOf(ledger: ShareLedger, periodId: string): Promise<PeriodRecord | undefined> {
  const view = await orUnknown(ledger.quota.getPeriod({ periodId }), /^PERIOD_UNKNOWN$/);
  return view?.closedAt === undefined ? view : undefined;
}

function shareOf(
  resource: QuotaResource,
  { contracts }: PeriodRecord,
  holdings: readonly Holding[],
  { all, coins }: Accounts,
): HeldShare | undefined {
  const contract = contracts.find((candidate) => candidate.resource === resource);
  if (contract === undefined) return undefined;
  const own = holdings.filter((holding) => holding.resource === resource && all.has(holding.accountId));
  const lots = own.reduce((sum, holding) => sum + BigInt(holding.lots), 0n);
  const lotSize = BigInt(contract.lotSize);
  return {
    lotSize,
    holds: lots * lotSize,
    coins: own
      .filter(({ accountId, lots: held }) => held > 0 && coins.includes(accountId))
      .map((holding) => holding.lots),
  };
}
