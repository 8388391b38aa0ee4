import type { MarketRecord } from '@acequia/protocol';
import { formatDecimal } from '../format/formatDecimal.js';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';

/** What auctions of a market are held under. */
export function renderTerms(market: MarketRecord, { token }: CommunityFile): string[] {
  const { periodId, resource, excessPrice, depositRatioBp, deadEndPenaltyBp, maxLots } = market;
  const share = (basisPoints: number): string => `${formatDecimal(BigInt(basisPoints), 2)} %`;
  return [
    `The market of ${resource} in ${periodId}: at most ${String(maxLots)} lots an auction.`,
    `A bond is ${formatTokens(BigInt(excessPrice), token)} a lot, and no price is above it.`,
    `Bids are taken for ${lasting(market.biddingSeconds)}, and prices opened for ${lasting(market.revealSeconds)} after that.`,
    `A buyer who finds nobody loses ${share(deadEndPenaltyBp)} of its bond.`,
    `Who used what it sold pays its bond and ${share(depositRatioBp)} of the price; claimed within ` +
      `${lasting(market.claimSeconds)} of the period's end, disputed within ${lasting(market.disputeSeconds)}.`,
  ];
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

function lasting(seconds: number): string {
  const [name, size] = UNITS.find(([, unit]) => seconds % unit === 0) ?? (['second', 1] as const);
  const count = seconds / size;
  return `${String(count)} ${name}${count === 1 ? '' : 's'}`;
}
