import type { AuctionSummary } from '@acequia/protocol';
import { formatMoment } from '../format/formatMoment.js';
import { formatTable } from '../format/formatTable.js';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { auctionWords } from './auctionWords.js';

/** The auctions of a market, the newest last. */
export function renderAuctions(
  auctions: readonly AuctionSummary[],
  { community, token }: CommunityFile,
): string[] {
  if (auctions.length === 0) return ['Nothing has been asked for in this market yet.'];
  return formatTable(
    [
      { heading: 'auction', align: 'left' },
      { heading: 'opened', align: 'left' },
      { heading: 'wanted', align: 'right' },
      { heading: 'sold', align: 'right' },
      { heading: 'a lot', align: 'right' },
      { heading: 'state', align: 'left' },
    ],
    [...auctions]
      .sort((a, b) => a.openedAt - b.openedAt)
      .map(({ auctionId, openedAt, lots, phase, settlement }) => [
        auctionId,
        formatMoment(openedAt, community.timeZone),
        String(lots),
        settlement === undefined ? '' : String(settlement.lots),
        settlement === undefined || settlement.lots === 0
          ? ''
          : formatTokens(BigInt(settlement.unitPrice), token),
        settlement === undefined ? auctionWords.phase[phase] : auctionWords.outcome[settlement.outcome],
      ]),
  );
}
