import type { TradingRule, TradingRulesInput } from '@acequia/edge-agent';
import type { MeteredResource } from '@acequia/protocol';
import { CliError } from '../CliError.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { quantityInBase } from './quantityInBase.js';
import type { RuleOptions } from './RuleOptions.js';
import { tokensInMinor } from './tokensInMinor.js';

type RuleInput = NonNullable<TradingRulesInput['rules']>[number];

/** Prices of rules are for so many base units. */
const PRICED_BY = 1000n;

/** What a rule is made of, under the same names for both sides. */
interface Parts {
  readonly enabled?: boolean | undefined;
  readonly maxPerPeriod?: string | undefined;
  readonly price?: string | undefined;
  readonly auctions?: number | undefined;
  readonly quantity?: string | undefined;
  readonly spend?: string | undefined;
  readonly overPercent?: number | undefined;
  readonly when?: 'likely' | 'sure' | undefined;
  readonly reservePercent?: number | undefined;
}

/**
 * A rule as it is with what was said: what was not said stays as it was. A new rule needs an amount and a price; per day it may do
 * in one go all that it may do in the period, unless something else is said.
 *
 * @throws CliError RULE_INCOMPLETE, QUANTITY_WRONG, TOKEN_MISSING, MONEY_TOO_FINE; InputError.
 */
export function changeRule(
  side: TradingRule['side'],
  resource: MeteredResource,
  known: TradingRule | undefined,
  options: RuleOptions,
  token: CommunityFile['token'],
): RuleInput {
  const parts = { ...partsOf(known), ...partsSaid(resource, options, token) };
  const { enabled, auctions, reservePercent, overPercent, when } = parts;
  const maxPerPeriod = required(parts.maxPerPeriod);
  const price = required(parts.price);
  const perDay = { auctions, quantity: parts.quantity ?? maxPerPeriod };
  const common = { resource, enabled, maxPerPeriod };
  if (side === 'sell') return { ...common, side, minPrice: price, reservePercent, perDay };
  const spend = parts.spend ?? costOf(maxPerPeriod, price);
  return { ...common, side, maxPrice: price, overPercent, when, perDay: { ...perDay, spend } };
}

function partsOf(rule: TradingRule | undefined): Parts {
  if (rule === undefined) return {};
  const { enabled, maxPerPeriod, perDay } = rule;
  const common = { enabled, maxPerPeriod, auctions: perDay.auctions, quantity: perDay.quantity };
  if (rule.side === 'sell') return { ...common, price: rule.minPrice, reservePercent: rule.reservePercent };
  const { maxPrice, overPercent, when } = rule;
  return { ...common, price: maxPrice, spend: rule.perDay.spend, overPercent, when };
}

/** Only what was said is in it. */
function partsSaid(resource: MeteredResource, options: RuleOptions, token: CommunityFile['token']): Parts {
  const amount = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : quantityInBase(resource, text);
  const tokens = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : tokensInMinor(text, token);
  const said = {
    enabled: options.off === true ? false : options.on,
    maxPerPeriod: amount(options.upTo),
    price: tokens(options.price),
    auctions: options.perDay,
    quantity: amount(options.perDayAmount),
    spend: tokens(options.perDaySpend),
    overPercent: options.over,
    when: options.when,
    reservePercent: options.reserve,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function required(value: string | undefined): string {
  if (value !== undefined) return value;
  throw new CliError('RULE_INCOMPLETE', 'a new rule needs --up-to and --price');
}

function costOf(quantity: string, price: string): string {
  return ((BigInt(quantity) * BigInt(price) + PRICED_BY - 1n) / PRICED_BY).toString();
}
