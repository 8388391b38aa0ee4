import type { ReasonCode } from './decisionSchema.js';
import type { Situation } from './Situation.js';
import type { TradeFact } from './TradeFact.js';
import type { TradingRule } from './tradingRules.js';

const HOUR = 3600;
/** Without readings for so long nobody trades on guesses: windows last six hours, and the ledger may be away for a while. */
const OLD_SECONDS = 24 * HOUR;

/** Why a rule does not come to be weighed at all; undefined when it does. Pure. */
export function refuseToTrade(
  rule: TradingRule,
  { now, periodEnd, share, outlook }: Situation,
  facts: readonly TradeFact[],
  quietHours: number,
): ReasonCode | undefined {
  if (!rule.enabled) return 'disabled';
  if (now >= periodEnd) return 'period-over';
  if (share === undefined) return 'share-unknown';
  if (outlook === undefined) return 'readings-missing';
  if (now - outlook.from > OLD_SECONDS) return 'readings-old';
  const isNear = ({ finishedAt }: TradeFact): boolean =>
    finishedAt === undefined || now - finishedAt < quietHours * HOUR;
  const opposite = facts.filter(({ resource, side }) => resource === rule.resource && side !== rule.side);
  // A trade that came to nothing changed nothing that the other side would turn back.
  return opposite.some((fact) => fact.lots > 0 && isNear(fact)) ? 'other-side' : undefined;
}
