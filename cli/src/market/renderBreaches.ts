import type { BreachView } from '@acequia/edge-agent';
import { shortId } from '../delegation/shortId.js';
import { formatMoment } from '../format/formatMoment.js';
import { formatQuota } from '../format/formatQuota.js';
import type { CommunityFile } from '../init/communityFileSchema.js';

/** What the community says that a home used though it had sold it, and what the home can do about it. */
export function renderBreaches(
  homeId: string,
  breaches: readonly BreachView[],
  { community }: Pick<CommunityFile, 'community'>,
): string[] {
  if (breaches.length === 0) return [`The community claims nothing of ${homeId}'s sales.`];
  return breaches.flatMap((breach) => {
    const { periodId, resource, at, use, entitlement, lotSize, soldLots, breachedLots } = breach;
    const quantity = (amount: bigint): string => formatQuota(resource, amount);
    const size = BigInt(lotSize);
    const when = at === undefined ? '' : `at ${formatMoment(at, community.timeZone)} `;
    return [
      `${periodId}: ${when}${homeId} used ${quantity(BigInt(use))} and had ${quantity(BigInt(entitlement))} left; ` +
        `of ${quantity(size * BigInt(soldLots))} sold it used ${quantity(size * BigInt(breachedLots))} itself`,
      `  → ${stateWords(breach, community.timeZone)}`,
      ...(breach.isProven ? [] : ['  → these figures are not those that the claim is about: dispute it']),
    ];
  });
}

function stateWords({ state, tradeId, disputableUntil }: BreachView, timeZone: string): string {
  switch (state) {
    case 'claimed': {
      if (disputableUntil === undefined) return 'not claimed yet';
      const until = `until ${formatMoment(disputableUntil, timeZone)}`;
      return tradeId === undefined ? until : `${until}: acequia market dispute ${shortId(tradeId)}`;
    }
    case 'disputed':
      return 'an auditor decides: show the auditor what the community wrote (--json has it)';
    case 'decided':
      return 'an auditor has decided';
    case 'paid':
      return 'over: what was left has been paid out';
  }
}
