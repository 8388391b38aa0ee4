import type { Decision } from '@acequia/edge-agent';
import { formatQuota } from '../format/formatQuota.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { tradeWords } from '../market/tradeWords.js';

const REASONS: Readonly<Record<Exclude<Decision['reason'], 'trade'>, string>> = {
  enough: 'the share will probably do',
  'nothing-spare': 'all of the share may be needed',
  disabled: 'the rule is switched off',
  'period-over': 'the period is over',
  'share-unknown': 'the home holds no share of it that could be read',
  'readings-missing': 'less than a day of use is known',
  'readings-old': 'the meter has not been heard of for a day',
  'other-side': 'the home trades it the other way round, or did so a short while ago',
  'limit-period': 'the limit of the period is reached',
  'limit-auctions': 'the home has traded as often as it may today',
  'limit-quantity': 'the amount of today is reached',
  'limit-spend': "today's tokens are spent, or set aside for what is under way",
  price: 'nobody could trade it at such a price',
};

/** What a rule comes to, in a sentence without its full stop: `buy 150 litres of water for no more than …`, and why. */
export function decisionWords(
  decision: Decision,
  token: CommunityFile['token'],
): { what: string; why: string } {
  const { side, resource, reason, intent } = decision;
  if (reason === 'trade' && intent !== undefined) {
    const what = `${side} ${tradeWords({ side, resource, ...intent }, token)}`;
    return { what, why: decision.by === 'hand' ? 'the household said so' : figuresWords(decision) };
  }
  const figures = figuresWords(decision);
  const why = reason === 'trade' ? '' : REASONS[reason];
  return { what: `${side} no ${resource}`, why: figures === '' ? why : `${why}: ${figures}` };
}

function figuresWords({ side, resource, figures }: Decision): string {
  if (figures === undefined) return '';
  const amount = (value: string): string => formatQuota(resource, BigInt(value));
  const { holds, used, expected, band, difference } = figures;
  return (
    `${amount(used)} used, ${amount(expected)} more expected (give or take ${amount(band)}), ` +
    `${amount(holds)} held: ${amount(difference)} ${side === 'buy' ? 'lacking' : 'to spare'}`
  );
}
