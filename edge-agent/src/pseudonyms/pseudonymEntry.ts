import {
  accountIdSchema,
  random16HexSchema,
  requestPseudonymSchema,
  sha256HexSchema,
  signedTicketSchema,
} from '@acequia/protocol';
import { z } from 'zod';

/** A pseudonym as its home keeps it, under the name `pseudonym/<request hash>`. */
export const pseudonymEntrySchema = z.strictObject({
  /** SHA-256 of the PKCS#10 request. */
  requestHash: sha256HexSchema,
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
});
export type PseudonymEntry = z.infer<typeof pseudonymEntrySchema>;
