import { z } from 'zod';
import { signedTicketSchema, tradingSideSchema } from './market.js';
import {
  accountIdSchema,
  codeSchema,
  quotaResourceSchema,
  positiveAmountSchema,
  random16HexSchema,
  sha256HexSchema,
} from './primitives.js';

/** MSP id of pseudonyms: an organisation without peers, whose authority is the registrar's. */
export const TRADERS_MSP = 'TradersMSP';

/** Home to registrar: a certificate for one auction, of a key that the home has made for it. */
export const requestPseudonymSchema = z.strictObject({
  type: z.literal('requestPseudonym'),
  auctionId: random16HexSchema,
  side: tradingSideSchema,
  resource: quotaResourceSchema,
  /** What a seller means to offer: it gets a coin of so many lots, or the next larger one. */
  lots: z.int().min(1).max(1_000_000_000),
  /** PKCS#10, DER in base64. */
  request: z.base64().max(800),
  /** Where its tokens are to be: a new account, which the pseudonym opens itself. */
  tokenAccountId: accountIdSchema,
});

/** Registrar to home: the certificate (PEM), and what it may do. */
export const pseudonymSchema = z.strictObject({
  type: z.literal('pseudonym'),
  /** SHA-256 of the request in DER. */
  requestHash: sha256HexSchema,
  certificate: z.string().max(1500),
  ticket: signedTicketSchema,
});
export type Pseudonym = z.infer<typeof pseudonymSchema>;

/** Registrar to home: why there is no pseudonym, or no money for it. */
export const pseudonymRefusedSchema = z.strictObject({
  type: z.literal('pseudonymRefused'),
  /** Of the request for the certificate; of funding absent. */
  requestHash: sha256HexSchema.optional(),
  tokenAccountId: accountIdSchema,
  code: codeSchema,
});

/** Home to registrar: pay so much of the home's service account to a pseudonym's token account; minor units, whole tokens. */
export const fundPseudonymSchema = z.strictObject({
  type: z.literal('fundPseudonym'),
  tokenAccountId: accountIdSchema,
  amount: positiveAmountSchema,
});
