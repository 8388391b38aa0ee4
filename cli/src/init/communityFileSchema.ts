import {
  flowOf,
  flowSchema,
  meteredResourceSchema,
  powerResourceSchema,
  trustGradeSchema,
} from '@acequia/protocol';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { textLike } from './textLike.js';
import { decimalSchema } from './decimalSchema.js';
import { marketSchema } from './marketSchema.js';
import { powerFaults } from './powerFaults.js';
import { quotasOf } from './quotasOf.js';
import { sourceSchema } from './sourceSchema.js';

const date = textLike(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2016-09-01');
const kWh = z.int().min(1).max(1_000_000_000);
const watts = z.int().min(1).max(1_000_000_000);
const litres = z.int().min(1).max(1_000_000_000);

const DEAR_EXCESS = 'the excess price is not below the price';
const isExcessDear = (prices: { readonly price: string; readonly excess: string }): boolean =>
  Number(prices.excess) >= Number(prices.price);
const pricesSchema = z
  .strictObject({ price: decimalSchema, excess: decimalSchema })
  .refine(isExcessDear, DEAR_EXCESS);
const energyPricesSchema = z
  .strictObject({
    price: decimalSchema,
    excess: decimalSchema,
    /** What the supplier pays for what a home's panels deliver; nothing when absent. */
    feedIn: decimalSchema.exactOptional(),
  })
  .refine(isExcessDear, DEAR_EXCESS)
  .refine(
    ({ price, feedIn }) => feedIn === undefined || Number(feedIn) <= Number(price),
    'the feed-in price is not above the price',
  );

const meterSchema = z.strictObject({
  resource: meteredResourceSchema,
  /** `production`: what panels on the roof make. Consumption when absent. */
  flow: flowSchema.exactOptional(),
  trust: trustGradeSchema.default('signing'),
  /** The most that the connection can deliver in an hour: kWh, or litres of water. More is marked suspect. */
  maxPerHour: z.int().min(1).max(1_000_000).optional(),
  /** Readings; the built-in model when absent. */
  source: sourceSchema.default({ format: 'model' }),
});

const homeSchema = z
  .strictObject({
    quota: z.strictObject({
      energyKWh: kWh,
      waterLitres: litres,
      /** Of contracts of power; nothing of those that are not named. */
      power: z.array(z.strictObject({ resource: powerResourceSchema, watts })).exactOptional(),
    }),
    meters: z.array(meterSchema).min(1).max(3),
  })
  .refine(
    ({ meters }) =>
      new Set(meters.map((meter) => `${meter.resource} ${flowOf(meter)}`)).size === meters.length,
    'a home has at most one meter of each resource here, and one of what it produces',
  )
  .refine(
    ({ meters }) => meters.every((meter) => meter.resource === 'energy' || flowOf(meter) === 'consumption'),
    'a home produces energy alone',
  );

/**
 * What `acequia init` needs to know of a community. Homes get the ids SH1, SH2, … in their order. Energy in kWh, water
 * in litres, prices per kWh and per cubic metre in the currency's major unit, dates in the community's calendar.
 */
export const communityFileSchema = z
  .strictObject({
    community: z.strictObject({
      name: z.string().min(1).max(80),
      timeZone: z
        .string()
        .refine((zone) => IANAZone.isValidZone(zone), 'must be an IANA zone such as Europe/Madrid'),
      currency: z
        .strictObject({
          code: textLike(/^[A-Z]{3}$/, 'must be three capital letters such as EUR'),
          minorDigits: z.int().min(0).max(4),
        })
        .default({ code: 'EUR', minorDigits: 2 }),
    }),
    /** A ledger clock of its own, for demonstrations: starts at a date and runs `speed` times as fast. */
    clock: z
      .strictObject({
        date,
        speed: z.int().min(1).max(1_000_000),
        /** Wall-clock seconds from init until the clock shows `date`: time to start the agents. */
        leadSeconds: z.int().min(0).max(3600).default(0),
        /** Replayed readings end with this date's first hour; with their source when absent. */
        replayUntil: date.optional(),
      })
      .optional(),
    period: textLike(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'must be a month such as 2016-09'),
    contract: z.strictObject({
      energy: z.strictObject({ kWh, lotKWh: kWh.default(10) }),
      water: z.strictObject({ litres, lotLitres: litres.default(100) }),
      /** `power` for all hours, or slots such as `power.18-22`; without any, power has no quota. */
      power: z
        .array(z.strictObject({ resource: powerResourceSchema, watts, lotWatts: watts.default(100) }))
        .exactOptional(),
    }),
    tariff: z.strictObject({
      id: z.string().regex(/^[0-9A-Za-z-]{1,32}$/),
      baseFee: decimalSchema,
      energy: energyPricesSchema,
      water: pricesSchema,
      /** For each kWh drawn above the quotas of power, beside the price of energy; nothing when absent. */
      power: z.strictObject({ excess: decimalSchema }).exactOptional(),
    }),
    /** The community's token; none is published when absent. */
    token: z
      .strictObject({
        name: z.string().min(1).max(40),
        symbol: z.string().regex(/^[A-Z]{2,8}$/),
        decimals: z.int().min(0).max(9).default(2),
        supply: z.int().min(1).max(1_000_000_000),
      })
      .optional(),
    /** How long auctions of quota take, hours of ledger time; the gateway's usual times when absent. */
    market: marketSchema.optional(),
    homes: z.array(homeSchema).min(1).max(40),
  })
  .superRefine((file, context) => {
    if (file.market !== undefined && file.token === undefined) {
      const message = 'is of no use without a token: bids are paid in it';
      context.addIssue({ code: 'custom', path: ['market'], message });
    }
    const { energy, water } = file.contract;
    const checks = [
      {
        path: 'energy',
        total: energy.kWh,
        lot: energy.lotKWh,
        quotas: file.homes.map((h) => h.quota.energyKWh),
        unit: 'kWh',
      },
      {
        path: 'water',
        total: water.litres,
        lot: water.lotLitres,
        quotas: file.homes.map((h) => h.quota.waterLitres),
        unit: 'litres',
      },
      ...(file.contract.power ?? []).map(({ resource, watts: total, lotWatts: lot }) => ({
        path: resource,
        total,
        lot,
        quotas: file.homes.map(
          ({ quota }) => quota.power?.find((each) => each.resource === resource)?.watts ?? 0,
        ),
        unit: 'W',
      })),
    ];
    const faults = powerFaults({
      contracted: quotasOf(file),
      named: file.homes.map(({ quota }) => (quota.power ?? []).map(({ resource }) => resource)),
    });
    for (const message of faults) {
      context.addIssue({ code: 'custom', path: ['contract', 'power'], message });
    }
    for (const { path, total, lot, quotas, unit } of checks) {
      const issue = (message: string): void => {
        context.addIssue({ code: 'custom', path: ['contract', path], message });
      };
      const sum = quotas.reduce((a, b) => a + b, 0);
      if (sum !== total)
        issue(`is ${String(total)} ${unit}, but the homes' quotas add up to ${String(sum)} ${unit}`);
      if (quotas.some((quota) => quota % lot !== 0)) {
        issue(`comes in lots of ${String(lot)} ${unit}: every home's quota must be a multiple of it`);
      }
    }
  });
export type CommunityFile = z.infer<typeof communityFileSchema>;
