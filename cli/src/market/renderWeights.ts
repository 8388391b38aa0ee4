import type { TradeWeight } from '@acequia/protocol';
import { formatDecimal } from '../format/formatDecimal.js';
import { formatTable } from '../format/formatTable.js';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';

const MILLIONTHS = 6;

/** W_P, W_E and W_W of a period: what lots were sold for lately, against the reference price. */
export function renderWeights(weights: readonly TradeWeight[], { token }: CommunityFile): string[] {
  if (weights.length === 0) return ['The period has no market.'];
  return formatTable(
    [
      { heading: 'resource', align: 'left' },
      { heading: 'weight', align: 'right' },
      { heading: 'trades', align: 'right' },
      { heading: 'lots', align: 'right' },
      { heading: 'mean price a lot', align: 'right' },
    ],
    weights.map(({ resource, weightPpm, trades, lots, meanPrice }) => [
      resource,
      formatDecimal(BigInt(weightPpm), MILLIONTHS),
      String(trades),
      lots,
      meanPrice === undefined ? '' : formatTokens(BigInt(meanPrice), token),
    ]),
  );
}
