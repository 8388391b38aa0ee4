import type { TradeView } from '@acequia/edge-agent';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { tradeWords } from './tradeWords.js';

/** What an order has begun. */
export function renderOrder(
  homeId: string,
  trades: readonly TradeView[],
  { token }: CommunityFile,
): string[] {
  return [
    ...trades.map((trade) =>
      trade.side === 'buy'
        ? `${homeId} asks its neighbours for ${tradeWords(trade, token)}.`
        : `${homeId} offers a neighbour ${tradeWords(trade, token)}.`,
    ),
    'Nobody learns which home it is. Leave the agent running: it says the price when it is time to.',
    'Next: acequia market trades',
  ];
}
