import { z } from 'zod';
import { EPOCH_SECONDS, keyOwnerSchema, x25519KeySchema } from './keys.js';
import {
  accountIdSchema,
  amountSchema,
  codeSchema,
  homeIdSchema,
  random16HexSchema,
  sha256HexSchema,
  timestampSchema,
} from './primitives.js';
import { auctionNoticeSchema, breachClaimedSchema, subscribeMarketSchema } from './marketLetters.js';
import {
  fundPseudonymSchema,
  pseudonymRefusedSchema,
  pseudonymSchema,
  requestPseudonymSchema,
} from './pseudonyms.js';
import { askServiceBalanceSchema, serviceBalanceSchema } from './serviceLetters.js';

export const delegationIdSchema = random16HexSchema;

/** What is handed over: the alarms alone, or the essential data of every interval too. */
export const granularitySchema = z.enum(['alarms', 'intervals']);

/**
 * The terms of a delegation (paper 000 §4.2). They travel on the auxiliary channel; the ledger has salted hashes of them
 * alone, for whether a home delegates is private.
 */
export const delegationTermsSchema = z
  .strictObject({
    version: z.literal(1),
    delegationId: delegationIdSchema,
    delegator: homeIdSchema,
    delegatee: homeIdSchema,
    /** Ledger seconds, both on the grid of epochs. */
    start: timestampSchema,
    end: timestampSchema,
    purpose: z.enum(['absence', 'care', 'maintenance', 'other']),
    /** In the delegator's words. */
    words: z.string().max(200),
    granularity: granularitySchema,
    /** Tokens, minor units, for each epoch whose key the delegatee acknowledged. */
    feePerEpoch: amountSchema,
    /** Whether the delegator gets the alarms as well; else the delegatee alone, as in the paper. */
    copyAlarms: z.boolean(),
    salt: random16HexSchema,
  })
  .refine(({ start, end }) => start < end, 'a delegation ends after it starts')
  .refine(
    ({ start, end }) => start % EPOCH_SECONDS === 0 && end % EPOCH_SECONDS === 0,
    'a delegation starts and ends with an epoch',
  )
  .refine(({ delegator, delegatee }) => delegator !== delegatee, 'nobody delegates to itself');
export type DelegationTerms = z.infer<typeof delegationTermsSchema>;

/** What one party tells another on the auxiliary channel, off the ledger. */
export const channelBodySchema = z.discriminatedUnion('type', [
  /** Delegator to delegatee. */
  z.strictObject({ type: z.literal('offer'), terms: delegationTermsSchema }),
  /** Delegatee to delegator. */
  z.strictObject({ type: z.literal('decline'), delegationId: delegationIdSchema }),
  /** Delegatee to delegator and community: with a key for this delegation alone. */
  z.strictObject({
    type: z.literal('accept'),
    delegationId: delegationIdSchema,
    /** SHA-256 of the canonical terms. */
    termsHash: sha256HexSchema,
    publicKey: x25519KeySchema,
  }),
  /** Delegator to community: asks it to register what both have accepted. */
  z.strictObject({ type: z.literal('register'), terms: delegationTermsSchema, publicKey: x25519KeySchema }),
  /** Community to both: alarms go to the delegatee from the start on, and the fee is in escrow. */
  z.strictObject({
    type: z.literal('registered'),
    delegationId: delegationIdSchema,
    termsHash: sha256HexSchema,
  }),
  /** Community to both: why not. */
  z.strictObject({
    type: z.literal('refused'),
    delegationId: delegationIdSchema,
    code: codeSchema,
  }),
  /** Either side to the other and to the community. */
  z.strictObject({ type: z.literal('cancel'), delegationId: delegationIdSchema }),
  /** Community to both: it is over, and what was paid. */
  z.strictObject({
    type: z.literal('settled'),
    delegationId: delegationIdSchema,
    outcome: z.enum(['cancelled', 'expired']),
    epochs: z.int().min(0),
    paid: amountSchema,
    refunded: amountSchema,
  }),
  /** Delegatee to delegator: an epoch's key does not open, or is not the one committed to. */
  z.strictObject({
    type: z.literal('keyFault'),
    delegationId: delegationIdSchema,
    epoch: z.int().min(1),
    code: z.enum(['KEY_WRAP_BROKEN', 'KEY_COMMITMENT_WRONG']),
  }),
  /** Home to community: pay so much of the home's service account out to this token account of its, or to one that there is. */
  z.strictObject({
    type: z.literal('withdraw'),
    amount: amountSchema,
    accountId: accountIdSchema.optional(),
  }),
  askServiceBalanceSchema,
  serviceBalanceSchema,
  requestPseudonymSchema,
  pseudonymSchema,
  pseudonymRefusedSchema,
  fundPseudonymSchema,
  subscribeMarketSchema,
  auctionNoticeSchema,
  breachClaimedSchema,
]);
export type ChannelBody = z.infer<typeof channelBodySchema>;

/** A message of the auxiliary channel as its recipient reads it. */
export const channelMessageSchema = z.strictObject({
  version: z.literal(1),
  messageId: random16HexSchema,
  from: keyOwnerSchema,
  to: keyOwnerSchema,
  /** Wall clock of the sender, milliseconds since 1970. */
  sentAt: z.int().min(0),
  body: channelBodySchema,
});
export type ChannelMessage = z.infer<typeof channelMessageSchema>;
