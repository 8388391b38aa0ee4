import { quotaResourceSchema } from '@acequia/protocol';
import { z } from 'zod';

/** Base units: Wh or litres. */
const againstQuotaSchema = z.strictObject({
  use: z.int().min(0),
  quota: z.int().min(0),
  excess: z.int().min(0),
});

const demoLineSchema = z.strictObject({
  /** `base` is the base fee. */
  resource: z.union([z.literal('base'), quotaResourceSchema]),
  quantity: z.int().min(0),
  unit: z.enum(['period', 'Wh', 'L']),
  /** Minor units for `per` units, as the tariff has it: 15 for 1000 Wh. */
  priceMinor: z.int().min(0),
  per: z.int().min(1),
  minor: z.int().min(0),
  quality: z.string().nullable(),
  trust: z.string().nullable(),
});

const demoHomeSchema = z.strictObject({
  id: z.string(),
  energyWh: againstQuotaSchema,
  waterL: againstQuotaSchema,
  /** Highest mean power of an hour, W; null when no reading tells it. */
  maxPowerW: z.int().min(0).nullable(),
  bill: z.strictObject({
    number: z.string(),
    status: z.enum(['preview', 'final']),
    currency: z.string(),
    /** The bill's total. */
    minor: z.int().min(0),
    lines: z.array(demoLineSchema).min(1),
  }),
});

/** What one home bought of two others for the next month. Tokens and currency in minor units. */
const demoTradeSchema = z.strictObject({
  periodId: z.string(),
  resource: quotaResourceSchema,
  /** Lots that the buyer asked for. */
  lots: z.int().min(1),
  /** Tokens that all sellers get for a lot. */
  unitPrice: z.int().min(0),
  /** As the ledger shows them to anybody. */
  bids: z.array(
    z.strictObject({
      /** The start of the name that the home has in this auction alone. */
      tag: z.string().regex(/^[0-9a-f]{8}$/),
      lots: z.int().min(1),
      /** Tokens a lot; null for a price that was not opened. */
      asked: z.int().min(0).nullable(),
      sold: z.int().min(0),
      proceeds: z.int().min(0),
    }),
  ),
  /** As the homes themselves know it. */
  homes: z.array(
    z.strictObject({
      id: z.string(),
      side: z.enum(['buy', 'sell']),
      lots: z.int().min(0),
      /** Paid or earned in all. */
      tokens: z.int().min(0),
    }),
  ),
  reserve: z.strictObject({
    supply: z.int().min(0),
    currency: z.int().min(0),
    /** What buying every token back would cost. */
    required: z.int().min(0),
    covers: z.boolean(),
  }),
});

/** What the demo leaves in build/demo.json. */
export const demoReportSchema = z.strictObject({
  /** Which kind of network it was played on. */
  network: z.enum(['fabric', 'embedded']),
  ordering: z.enum(['bft', 'raft', 'none']),
  /** How many times as fast as the wall clock the ledger's clock ran. */
  speed: z.int().min(1),
  source: z.string(),
  homes: z.array(demoHomeSchema).min(1),
  equation9: z.array(
    z.strictObject({
      resource: quotaResourceSchema,
      contract: z.int().min(0),
      held: z.int().min(0),
      holds: z.boolean(),
    }),
  ),
  /** Intervals in windows on the ledger. */
  readings: z.int().min(0),
  transactions: z.int().min(0),
  /** Windows that the community refused. */
  rejected: z.int().min(0),
  /** What was sealed. */
  sealing: z.strictObject({
    /** Epochs that all homes published, each with keys of its own. */
    epochs: z.int().min(0),
    /** Windows that came sealed. */
    windows: z.int().min(0),
    /** Of those, windows that the community could not open. */
    unopened: z.int().min(0),
  }),
  /** Null where ledger time runs too fast for an auction, or the trade failed. */
  trade: demoTradeSchema.nullable(),
  seconds: z.number().min(0),
});
export type DemoReport = z.infer<typeof demoReportSchema>;
export type DemoHome = DemoReport['homes'][number];
