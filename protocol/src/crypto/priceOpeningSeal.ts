import type { KeyObject } from 'node:crypto';
import { OPENING_LENGTH, priceOpeningSchema, type PriceOpening } from '../schemas/auctions.js';
import { openDocument, sealDocument } from './documentSeal.js';
import type { PricePlace } from './priceCommitment.js';
import { generateX25519 } from './x25519.js';

/** Where a sealed opening belongs: it opens under no other tag, in no other auction and on no other network. */
export interface OpeningPlace extends PricePlace {
  /** `sealingDomain`. */
  readonly domain: string;
}

/**
 * Seals what opens a price for an auditor (DESIGN §6). All are of one length and name no recipient: who has none to leave it with seals
 * to a key that nobody keeps, and nobody sees the difference.
 *
 * @param recipient the auditor's operation key, 32 bytes; undefined for nobody.
 * @returns base64. @throws CodedError SEALING_KEY_INVALID.
 */
export function sealPriceOpening(
  place: OpeningPlace,
  { unitPrice, salt }: PriceOpening,
  recipient: Uint8Array = generateX25519().publicKey,
): string {
  return sealDocument({ unitPrice, salt }, OPENING_LENGTH, recipient, documentPlace(place)).toString(
    'base64',
  );
}

/** @throws CodedError SEAL_BROKEN, MESSAGE_MALFORMED. */
export function openPriceOpening(place: OpeningPlace, sealed: string, privateKey: KeyObject): PriceOpening {
  return openDocument(priceOpeningSchema, Buffer.from(sealed, 'base64'), privateKey, documentPlace(place));
}

function documentPlace({ domain, side, auctionId, tag }: OpeningPlace): { domain: string; purpose: string } {
  return { domain, purpose: `opening ${side} ${auctionId} ${tag}` };
}
