import { priceCommitment, type PricePlace } from '../crypto/priceCommitment.js';
import { CodedError } from '../errors.js';
import type { AuctionView, PriceOpening } from '../schemas/auctions.js';

/** An opening that was left with whoever asks, of a price that nobody has opened yet. */
export interface LeftOpening {
  readonly place: PricePlace;
  readonly opening: PriceOpening;
}

/** One that was left, and that the ledger would not take. */
export interface WrongOpening {
  readonly place: PricePlace;
  /** OPENING_WRONG, PRICE_TOO_HIGH as the contract says; MESSAGE_MALFORMED. */
  readonly code: string;
}

/** The prices of an auction that nobody has opened yet, as one auditor sees them. */
export interface LeftOpenings {
  readonly left: readonly LeftOpening[];
  readonly wrong: readonly WrongOpening[];
  /** Left with others or with nobody: which of the two it is does not show. */
  readonly others: number;
}

/** A price that nobody has opened. */
interface SealedPrice {
  readonly place: PricePlace;
  readonly commitment: string;
  readonly sealedOpening: string | undefined;
}

/**
 * Opens what was left with an auditor in an auction, and holds it against what was committed to, as the contract will.
 *
 * @param open with the auditor's keys.
 * @throws CodedError what `open` throws, but for SEAL_BROKEN and MESSAGE_MALFORMED.
 */
export function leftOpenings(
  auction: AuctionView,
  open: (place: PricePlace, sealed: string) => PriceOpening,
): LeftOpenings {
  const left: LeftOpening[] = [];
  const wrong: WrongOpening[] = [];
  const sealed = sealedPrices(auction);
  for (const { place, commitment, sealedOpening } of sealed) {
    if (sealedOpening === undefined) continue;
    try {
      const found = { place, opening: open(place, sealedOpening) };
      const code = faultOf(auction, commitment, found);
      if (code === undefined) left.push(found);
      else wrong.push({ place, code });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      if (error.code === 'MESSAGE_MALFORMED') wrong.push({ place, code: error.code });
      else if (error.code !== 'SEAL_BROKEN') throw error;
    }
  }
  return { left, wrong, others: sealed.length - left.length - wrong.length };
}

function sealedPrices({
  auctionId,
  buyer,
  maxPriceHash,
  sealedOpening,
  maxPrice,
  bids,
}: AuctionView): SealedPrice[] {
  const offer = {
    place: { side: 'buyer', auctionId, tag: buyer.tag },
    commitment: maxPriceHash,
    sealedOpening,
  } as const;
  const sellers = bids
    .filter(({ reveal }) => reveal === undefined)
    .map((bid) => ({
      place: { side: 'seller', auctionId, tag: bid.tag } as const,
      commitment: bid.commitment,
      sealedOpening: bid.sealedOpening,
    }));
  return maxPrice === undefined ? [offer, ...sellers] : sellers;
}

function faultOf(
  { terms }: AuctionView,
  commitment: string,
  { place, opening }: LeftOpening,
): string | undefined {
  if (priceCommitment(place, opening) !== commitment) return 'OPENING_WRONG';
  return BigInt(opening.unitPrice) > BigInt(terms.excessPrice) ? 'PRICE_TOO_HIGH' : undefined;
}
