import { z } from 'zod';
import { accountIdSchema, random16HexSchema, sha256HexSchema } from './primitives.js';

/** Which side of an auction a pseudonym stands on: the buyer asks for lots, sellers bid to give them (paper 000 Fig. 5). */
export const tradingSideSchema = z.enum(['buyer', 'seller']);
export type TradingSide = z.infer<typeof tradingSideSchema>;

/** What the registrar lets a pseudonym do in one auction. It names no home; `tag` is the same for a home in an auction alone. */
export const tradingTicketSchema = z.strictObject({
  auctionId: random16HexSchema,
  side: tradingSideSchema,
  /** HMAC-SHA256 of home and auction under a key that the registrar alone has. */
  tag: sha256HexSchema,
  /** Of the pseudonym's certificate: SHA-256 of its public key (SPKI, DER). */
  keyHash: sha256HexSchema,
  /** Where a seller's lots are taken from, and a buyer's go to. */
  quotaAccountId: accountIdSchema,
});
export type TradingTicket = z.infer<typeof tradingTicketSchema>;

/** A ticket with the registrar's public key (SPKI, DER, base64; P-256) and its signature (base64, 64 bytes r ‖ s). */
export const signedTicketSchema = z.strictObject({
  ticket: tradingTicketSchema,
  registrarKey: z.base64().max(200),
  signature: z.base64().max(88),
});
export type SignedTicket = z.infer<typeof signedTicketSchema>;
