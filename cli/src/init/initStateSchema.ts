import {
  accountIdSchema,
  deviceIdSchema,
  homeIdSchema,
  ledgerClockSchema,
  meteredResourceSchema,
  quotaResourceSchema,
  random16HexSchema,
} from '@acequia/protocol';
import { z } from 'zod';
import { communityFileSchema } from './communityFileSchema.js';

const portSchema = z.int().min(1024).max(65535);

const homeStateSchema = z.strictObject({
  homeId: homeIdSchema,
  /** The opaque main account of the home's quota; public only as an account, private as this home's. */
  accountId: accountIdSchema,
  /** Accounts of a few lots beside it, of which each is traded whole (`splitIntoCoins`). */
  coins: z
    .array(
      z.strictObject({ accountId: accountIdSchema, resource: quotaResourceSchema, lots: z.int().min(1) }),
    )
    .default([]),
  accountSalt: random16HexSchema,
  apiPort: portSchema,
  meters: z.array(z.strictObject({ deviceId: deviceIdSchema, resource: meteredResourceSchema })),
});

/**
 * What init decided before its first transaction, and how far it came. Everything random or taken from a clock is drawn
 * once and kept here, so that an init that continues asks the ledger for the very same.
 */
export const initStateSchema = z.strictObject({
  version: z.literal(1),
  networkDir: z.string(),
  /** Absolute; null where the built-in model stands in for measured data. */
  dataDir: z.string().nullable(),
  /** Request ids are derived from it. */
  seed: random16HexSchema,
  file: communityFileSchema,
  clock: ledgerClockSchema,
  treasury: accountIdSchema,
  /** The community fund's token account: fees and penalties go there. */
  fund: accountIdSchema,
  /** The token account that homes deposit to for the fees of delegations; the community's gateway owns it. */
  serviceAccount: accountIdSchema,
  apiPort: portSchema,
  /** Of the community's mailbox. */
  channelPort: portSchema,
  homes: z.array(homeStateSchema),
  done: z.array(z.string()),
});
export type InitState = z.infer<typeof initStateSchema>;
export type HomeState = InitState['homes'][number];
