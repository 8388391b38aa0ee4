import type { TradeView } from '@acequia/edge-agent';
import { shortId } from '../delegation/shortId.js';
import { formatMoment } from '../format/formatMoment.js';
import { formatQuota } from '../format/formatQuota.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { outcomeWords } from '../rules/outcomeWords.js';
import { tradeWords } from './tradeWords.js';

const UNDER_WAY: Readonly<Record<Exclude<TradeView['phase'], 'over' | 'settled'>, string>> = {
  intended: 'being made ready: a name for it, and the tokens to set aside',
  ready: 'about to be put on the ledger',
  placed: 'on the ledger; its price is not known to anybody yet',
  opened: 'its price is said; waiting for how it ends',
};

/** What a home has bought and sold, and what is under way: the newest last. */
export function renderTrades(
  homeId: string,
  trades: readonly TradeView[],
  { community, token }: CommunityFile,
): string[] {
  if (trades.length === 0) {
    return [
      `${homeId} has bought and sold nothing yet.`,
      'Next: acequia market buy water 300 --price 2, or acequia rules show',
    ];
  }
  return trades.flatMap((trade) => [
    `${formatMoment(trade.startedAt, community.timeZone)}  ${shortId(trade.tradeId)}  ${trade.side} ${tradeWords(trade, token)}` +
      (trade.isByHand ? '' : ' (by a rule)'),
    `  → ${stateWords(trade, token)}`,
    ...claimLines(trade),
  ]);
}

function claimLines({ tradeId, resource, quantity, lots, claimedLots, phase }: TradeView): string[] {
  if (claimedLots === undefined) return [];
  const used = (BigInt(quantity) / BigInt(lots)) * BigInt(claimedLots);
  const claim = `  The community says that the home had used ${formatQuota(resource, used)} of it itself.`;
  return phase === 'over'
    ? [claim]
    : [claim, `  If that is wrong: acequia market dispute ${shortId(tradeId)}`];
}

function stateWords(trade: TradeView, token: CommunityFile['token']): string {
  const { phase, side, outcome } = trade;
  if (phase !== 'over' && phase !== 'settled') return UNDER_WAY[phase];
  const words = outcome === undefined ? 'over' : outcomeWords(trade, outcome, token);
  if (phase === 'over') return words;
  const isSale = side === 'sell' && outcome?.kind === 'traded';
  return isSale
    ? `${words}; paid after the period, when the home has left what it sold`
    : `${words}; the tokens are on their way back`;
}
