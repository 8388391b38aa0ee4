import type { MeteredResource } from '@acequia/protocol';
import type { TradingRules } from './tradingRules.js';

/** What the rules sell by themselves: the home wants to hear of auctions of these alone. */
export function resourcesToSell({ mode, rules }: TradingRules): readonly MeteredResource[] {
  if (mode !== 'on') return [];
  return rules
    .filter(({ side, enabled }) => side === 'sell' && enabled)
    .map(({ resource }) => resource)
    .toSorted();
}
