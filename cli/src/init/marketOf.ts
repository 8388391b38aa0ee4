import type { GatewayConfigFile } from '@acequia/gateway-app';
import { periodBounds, slotOf, type QuotaResource } from '@acequia/protocol';
import type { CommunityFile } from './communityFileSchema.js';

/** What prices in the file are for: a kilowatt-hour, and litres of a cubic metre. */
const LITRES_PER_M3 = 1000n;
const WH_PER_KWH = 1000n;
const HOUR = 3600;

/**
 * The markets that a community begins with, where it has a token: a lot costs what the tariff asks for it above the quota, at one token
 * for one unit of the currency, rounded up; of power, when it is drawn in all hours of the period. Auctions take as long as the file says.
 * All other terms are the gateway's defaults.
 */
export function marketOf({
  token,
  tariff,
  contract,
  period,
  community,
  market,
}: Pick<CommunityFile, 'token' | 'tariff' | 'contract' | 'period' | 'community' | 'market'>): NonNullable<
  GatewayConfigFile['market']
> {
  if (token === undefined) return {};
  const unit = 10n ** BigInt(token.decimals);
  const { lotKWh } = contract.energy;
  const { lotLitres } = contract.water;
  const times =
    market === undefined
      ? {}
      : { biddingSeconds: market.biddingHours * HOUR, revealSeconds: market.revealHours * HOUR };
  const excess = tariff.power?.excess;
  const days = daysOf(period, community.timeZone);
  const power = (contract.power ?? []).flatMap(({ resource, lotWatts }) => {
    if (excess === undefined) return [];
    const wattHours = BigInt(lotWatts) * hoursOfDay(resource) * days;
    return [[resource, { ...times, excessPrice: tokensFor(excess, wattHours * unit, WH_PER_KWH) }] as const];
  });
  return {
    energy: { ...times, excessPrice: tokensFor(tariff.energy.excess, BigInt(lotKWh) * unit, 1n) },
    water: { ...times, excessPrice: tokensFor(tariff.water.excess, BigInt(lotLitres) * unit, LITRES_PER_M3) },
    ...Object.fromEntries(power),
  };
}

function daysOf(period: string, timeZone: string): bigint {
  const { start, end } = periodBounds(period, timeZone);
  return BigInt(Math.round((end - start) / 86_400));
}

function hoursOfDay(resource: QuotaResource): bigint {
  const { from, to } = slotOf(resource) ?? { from: 0, to: 0 };
  return BigInt(to - from);
}

/** `decimal * times / per`, rounded up; one at least, for nothing is sold for nothing. */
function tokensFor(decimal: string, times: bigint, per: bigint): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const divisor = per * 10n ** BigInt(fraction.length);
  const tokens = (BigInt(whole + fraction) * times + divisor - 1n) / divisor;
  return (tokens > 0n ? tokens : 1n).toString();
}
