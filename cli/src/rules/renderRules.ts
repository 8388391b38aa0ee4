import type { TradingRule, TradingRules } from '@acequia/edge-agent';
import { formatQuantity } from '../format/formatQuantity.js';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { priceWords } from './priceWords.js';

const MODES = {
  off: 'switched off',
  'dry-run': 'a dry run: it is written down what they would do, and nothing is traded',
  on: 'switched on: the home trades by them',
} as const;

/** A household's rules in words, and what can be done next. */
export function renderRules(homeId: string, rules: TradingRules, { token }: CommunityFile): string[] {
  if (rules.rules.length === 0) {
    return [
      `${homeId} has no rules: nothing is traded for it.`,
      auditorLine(rules),
      'Next: acequia rules set buy water --up-to 300 --price 2',
    ];
  }
  return [
    `The rules of ${homeId} are ${MODES[rules.mode]}.`,
    ...rules.rules.flatMap((rule) => renderRule(rule, token)),
    `They are gone through every ${minutes(rules.everySeconds)}; after buying, selling waits ${String(rules.quietHours)} hours, and the other way round.`,
    auditorLine(rules),
    'Next: acequia rules dry-run',
  ];
}

/** What happens to prices while the home is off line: also of what is traded by hand. */
function auditorLine({ auditor }: TradingRules): string {
  return auditor === undefined
    ? 'While the home is off line nobody opens its prices: what it has set aside can be lost.'
    : `Should the home be off line, an auditor opens its prices: ${auditor.mspId}/${auditor.keyHash}`;
}

function renderRule(rule: TradingRule, token: CommunityFile['token']): string[] {
  const { resource, perDay } = rule;
  const amount = (text: string): string => formatQuantity(resource, BigInt(text));
  const times = perDay.auctions === 1 ? 'once' : `${String(perDay.auctions)} times`;
  const disabled = rule.enabled ? '' : ' (switched off)';
  if (rule.side === 'sell') {
    return [
      `- Sell ${resource}${disabled}: what will not be needed, less a reserve of ${String(rule.reservePercent)} % of the use that is`,
      `  expected; up to ${amount(rule.maxPerPeriod)} a period, for no less than ${priceWords(resource, BigInt(rule.minPrice), token)};`,
      `  a day at most ${times} and ${amount(perDay.quantity)}.`,
    ];
  }
  const sure = rule.when === 'sure' ? ', and surely so' : '';
  return [
    `- Buy ${resource}${disabled}: when the home is forecast to use more than ${String(rule.overPercent)} % above its share${sure};`,
    `  up to ${amount(rule.maxPerPeriod)} a period, for no more than ${priceWords(resource, BigInt(rule.maxPrice), token)};`,
    `  a day at most ${times}, ${amount(perDay.quantity)} and ${formatTokens(BigInt(rule.perDay.spend), token)}.`,
  ];
}

function minutes(seconds: number): string {
  return seconds === 3600 ? 'hour' : `${String(Math.round(seconds / 60))} minutes`;
}
