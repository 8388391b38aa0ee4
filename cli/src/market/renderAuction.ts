import type { AuctionView, BidView, PeriodRecord } from '@acequia/protocol';
import { formatMoment } from '../format/formatMoment.js';
import { formatTable } from '../format/formatTable.js';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { auctionWords } from './auctionWords.js';
import { quantityOfLots } from './quantityOfLots.js';

/** One auction as the ledger shows it to anybody: no homes, and no price before it is opened. */
export function renderAuction(
  auction: AuctionView,
  period: Pick<PeriodRecord, 'contracts'>,
  { community, token }: CommunityFile,
): string[] {
  const { auctionId, periodId, resource, lots, phase, maxPrice, settlement, bids } = auction;
  const moment = (at: number): string => formatMoment(at, community.timeZone);
  const tokens = (minor: string): string => formatTokens(BigInt(minor), token);
  return [
    `Auction ${auctionId} of ${resource} in ${periodId}: ${auctionWords.phase[phase]}.`,
    `Wanted: ${quantityOfLots(resource, lots, period)}` +
      (maxPrice === undefined ? '' : `, for ${tokens(maxPrice.unitPrice)} a lot at most`),
    `Opened ${moment(auction.openedAt)}; bids until ${moment(auction.biddingEndsAt)}, prices until ${moment(auction.revealEndsAt)}.`,
    ...(settlement === undefined
      ? []
      : [
          `${auctionWords.outcome[settlement.outcome]}: ${quantityOfLots(resource, settlement.lots, period)}` +
            (settlement.lots === 0 ? '' : ` for ${tokens(settlement.unitPrice)} a lot`) +
            `; ${tokens(settlement.toFund)} went to the community fund.`,
        ]),
    ...(bids.length === 0 ? ['Nobody has bid.'] : bidTable(bids, tokens)),
  ];
}

function bidTable(bids: readonly BidView[], tokens: (minor: string) => string): string[] {
  return formatTable(
    [
      { heading: 'bid', align: 'left' },
      { heading: 'lots', align: 'right' },
      { heading: 'asked a lot', align: 'right' },
      { heading: 'sold', align: 'right' },
      { heading: 'state', align: 'left' },
    ],
    bids.map(({ tag, lots, reveal, delivery }) => [
      tag.slice(0, 8),
      String(lots),
      reveal === undefined ? 'sealed' : tokens(reveal.unitPrice),
      delivery === undefined ? '' : String(delivery.lots),
      deliveryWords(delivery, tokens),
    ]),
  );
}

function deliveryWords(delivery: BidView['delivery'], tokens: (minor: string) => string): string {
  if (delivery === undefined) return '';
  const { claim, dispute, decision, release } = delivery;
  if (release !== undefined) {
    const charged = release.charged === '0' ? '' : `, ${tokens(release.charged)} charged`;
    return `paid ${tokens(release.paid)}${charged}`;
  }
  if (decision !== undefined) return `decided: ${String(decision.lots)} lots were used`;
  if (dispute !== undefined) return 'disputed: an auditor decides';
  return claim === undefined ? 'kept until the period is over' : `${String(claim.lots)} lots said to be used`;
}
