import type { AuctionSummary, QuotaResource } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';

/** All auctions of a market, page by page. */
export async function everyAuction(
  { market }: { readonly market: Pick<CommunityLedger['market'], 'listAuctions'> },
  place: { readonly periodId: string; readonly resource: QuotaResource },
): Promise<AuctionSummary[]> {
  const all: AuctionSummary[] = [];
  for (;;) {
    const last = all.at(-1);
    const page = await market.listAuctions({
      ...place,
      ...(last !== undefined && { after: last.auctionId }),
    });
    if (page.length === 0) return all;
    all.push(...page);
  }
}
