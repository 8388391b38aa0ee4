import { flowSchema, meteredResourceSchema, timestampSchema } from '@acequia/protocol';
import { IANAZone } from 'luxon';
import { z } from 'zod';

const readerConfigSchema = z.discriminatedUnion('format', [
  z.strictObject({
    format: z.literal('citylearn'),
    file: z.string().min(1),
    /** The file's clock ahead of UTC, all year. */
    offsetMinutes: z.int().min(-720).max(840),
    /** Start of the first row's hour by the file's clock, such as 2016-08-01T00:00. */
    firstHour: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:00$/),
  }),
  z.strictObject({
    format: z.literal('daiad'),
    file: z.string().min(1),
    /** As the file names it, such as meter-03. */
    meter: z.string().regex(/^[a-z0-9-]+$/),
    /** IANA zone of the file's clock, such as Europe/Madrid. */
    zone: z.string().refine((zone) => IANAZone.isValidZone(zone), 'must be an IANA time zone'),
  }),
  z.strictObject({
    format: z.literal('model'),
    seed: z.string().min(1).max(100),
    home: z.int().min(1).max(999),
    resource: meteredResourceSchema,
    /** Consumption when absent; `production` plays panels on the roof. */
    flow: flowSchema.exactOptional(),
    /** Ledger time of the first sample. */
    first: timestampSchema,
    hours: z.int().min(1).max(100_000).default(8760),
  }),
]);
export type ReaderConfig = z.infer<typeof readerConfigSchema>;

/** How a meter is reached. */
export const driverConfigSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('replay'),
    reader: readerConfigSchema,
    /** Ledger times of the first and the last sample to play, where not all are wanted. */
    from: timestampSchema.optional(),
    until: timestampSchema.optional(),
  }),
]);
export type DriverConfig = z.infer<typeof driverConfigSchema>;
export type DriverConfigInput = z.input<typeof driverConfigSchema>;
