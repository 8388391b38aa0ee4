import {
  bytesSchema,
  channelBodySchema,
  delegationIdSchema,
  delegationTermsSchema,
  keyOwnerSchema,
  random16HexSchema,
  timestampSchema,
  x25519KeySchema,
} from '@acequia/protocol';
import { z } from 'zod';
import { delegationStateSchema, delegationViewSchema } from '../control/controlSchemas.js';

/** A message that is decided on and not yet with the mailbox. */
export const outgoingSchema = z.strictObject({
  messageId: random16HexSchema,
  to: keyOwnerSchema,
  body: channelBodySchema,
});
export type Outgoing = z.infer<typeof outgoingSchema>;

/**
 * A delegation as this home keeps it, under the name `delegation/<id>`. What a step makes it say to others lies in the same
 * record, so that a crash loses neither.
 */
export const delegationEntrySchema = z.strictObject({
  delegationId: delegationIdSchema,
  role: z.enum(['delegator', 'delegatee']),
  state: delegationStateSchema,
  terms: delegationTermsSchema,
  /** Ledger seconds by this home's clock. */
  changedAt: timestampSchema,
  registeredAt: timestampSchema.optional(),
  cancelledAt: timestampSchema.optional(),
  /** The delegatee's key of this delegation alone; the private half is with the delegatee. */
  publicKey: x25519KeySchema.optional(),
  privateKey: bytesSchema(32).optional(),
  refusal: z.string().optional(),
  settlement: delegationViewSchema.shape.settlement,
  /** The home's epoch whose record anchors the agreement. */
  anchoredIn: z.int().min(1).optional(),
  /** Of the delegator: epochs that the delegatee complained of and that were replaced. */
  renewedFor: z.array(z.int().min(1)),
  outgoing: z.array(outgoingSchema),
});
export type DelegationEntry = z.infer<typeof delegationEntrySchema>;
