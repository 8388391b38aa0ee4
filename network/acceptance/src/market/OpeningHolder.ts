import { leftOpenings, openingDueAt, openPriceOpening, sealingDomain } from '@acequia/protocol';
import type { TestCommunity } from '../harness/TestCommunity.js';

/** The auditor of the tests, with whom openings are left, going by nothing but what the ledger gives. */
export class OpeningHolder {
  readonly #community: TestCommunity;

  constructor(community: TestCommunity) {
    this.#community = community;
  }

  /** Opens what was left with it in an auction and is due. @returns the tags of those. */
  async release(auctionId: string): Promise<string[]> {
    const { market } = this.#community.parties.auditor.ledger;
    const auction = await market.getAuction({ auctionId });
    if (auction.phase !== 'reveal' || this.#community.now() < openingDueAt(auction)) return [];
    const { left } = leftOpenings(auction, (place, sealed) =>
      openPriceOpening({ ...place, domain: this.#domain }, sealed, this.#privateKey),
    );
    for (const { place, opening } of left) {
      const { side, tag } = place;
      if (side === 'buyer') await market.depositMaxPrice({ auctionId, ...opening });
      else await market.revealBid({ auctionId, tag, ...opening });
    }
    return left.map(({ place }) => place.tag);
  }

  get #domain(): string {
    return sealingDomain(this.#community.parties.auditor.connection);
  }

  get #privateKey(): TestCommunity['keys']['auditor']['pair']['privateKey'] {
    return this.#community.keys.auditor.pair.privateKey;
  }
}
