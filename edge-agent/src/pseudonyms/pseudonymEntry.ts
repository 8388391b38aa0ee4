import {
  accountIdSchema,
  positiveAmountSchema,
  random16HexSchema,
  requestPseudonymSchema,
  sha256HexSchema,
  signedTicketSchema,
} from '@acequia/protocol';
import { z } from 'zod';

/** What was asked for on the pseudonym's account: written down before it is asked, with the letter's id. */
export const fundingSchema = z.strictObject({
  messageId: random16HexSchema,
  /** Tokens, minor units; the community rounds up to whole tokens. */
  amount: positiveAmountSchema,
  /** Whether all of it has been seen in the account. */
  hasCome: z.boolean(),
});
export type Funding = z.infer<typeof fundingSchema>;

/** A pseudonym as its home keeps it, under the name `pseudonym/<request hash>`. */
export const pseudonymEntrySchema = z.strictObject({
  /** SHA-256 of the PKCS#10 request. */
  requestHash: sha256HexSchema,
  /** The trade that it is for: one pseudonym each. */
  tradeId: random16HexSchema,
  /** Of the letter that asks for it. */
  messageId: random16HexSchema,
  ask: requestPseudonymSchema,
  /** Of this pseudonym alone, PKCS#8 DER in base64. */
  privateKey: z.base64(),
  state: z.enum(['asked', 'granted', 'refused']),
  /** PEM, and what it may do: once it is granted. */
  certificate: z.string().optional(),
  ticket: signedTicketSchema.optional(),
  /** Why it was refused, or what it last asked for. */
  code: z.string().optional(),
  tokenAccountId: accountIdSchema,
  /** Of the transaction that opens its token account, and whether that is on the ledger. */
  opening: z.strictObject({ requestId: random16HexSchema, isDone: z.boolean() }),
  funding: fundingSchema.optional(),
  /** Nothing is left to do with it. */
  isOver: z.boolean(),
});
export type PseudonymEntry = z.infer<typeof pseudonymEntrySchema>;
