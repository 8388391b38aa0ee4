import { z } from 'zod';
import {
  deviceIdSchema,
  flowSchema,
  homeIdSchema,
  meteredResourceSchema,
  mspIdSchema,
  requestIdSchema,
  sha256HexSchema,
  timestampSchema,
  trustGradeSchema,
} from './primitives.js';

export const roleSchema = z.enum(['operator', 'household', 'auditor', 'installer', 'supplier']);
export type Role = z.infer<typeof roleSchema>;
export const statusSchema = z.enum(['active', 'suspended', 'revoked']);

/** Ledger time = origin + speed × (transaction timestamp − start); a speed other than 1 is for demos and tests. */
export const ledgerClockSchema = z.strictObject({
  /** Ledger time at `start`, in seconds since 1970. */
  origin: timestampSchema,
  /** The wall-clock second that `origin` stands for. */
  start: timestampSchema,
  speed: z.int().min(1).max(1_000_000),
});
export type LedgerClock = z.infer<typeof ledgerClockSchema>;

export const communityRecordSchema = z.strictObject({
  name: z.string().min(1).max(80),
  /** IANA zone of the community's calendar, such as Europe/Madrid. */
  timeZone: z
    .string()
    .regex(/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/)
    .max(64),
  currency: z.strictObject({ code: z.string().regex(/^[A-Z]{3}$/), minorDigits: z.int().min(0).max(4) }),
  clock: ledgerClockSchema,
});
export type CommunityRecord = z.infer<typeof communityRecordSchema>;
export const createCommunityRequestSchema = communityRecordSchema.extend({ requestId: requestIdSchema });

/** A role binds an MSP id and the SHA-256 of the certificate's public key (SPKI, DER), not a name (DESIGN §5.7). */
export const partyRecordSchema = z.strictObject({
  mspId: mspIdSchema,
  keyHash: sha256HexSchema,
  role: roleSchema,
  /** Of households: the home that the party acts for. */
  homeId: homeIdSchema.optional(),
  status: statusSchema,
});
export type PartyRecord = z.infer<typeof partyRecordSchema>;
export const enrolPartyRequestSchema = z
  .strictObject({
    requestId: requestIdSchema,
    mspId: mspIdSchema,
    keyHash: sha256HexSchema,
    role: roleSchema,
    homeId: homeIdSchema.optional(),
  })
  .refine(
    (party) => (party.role === 'household') === (party.homeId !== undefined),
    'a household, and nobody else, names its home',
  );
export const setPartyStatusRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  mspId: mspIdSchema,
  keyHash: sha256HexSchema,
  status: statusSchema,
});
export const partyRequestSchema = z.strictObject({ mspId: mspIdSchema, keyHash: sha256HexSchema });

export const homeRecordSchema = z.strictObject({
  homeId: homeIdSchema,
  mspId: mspIdSchema,
  /** Name of the home's private data collection. */
  collection: z.string(),
  status: statusSchema,
});
export type HomeRecord = z.infer<typeof homeRecordSchema>;
export const enrolHomeRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  homeId: homeIdSchema,
  mspId: mspIdSchema,
});
export const setHomeStatusRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  homeId: homeIdSchema,
  status: statusSchema,
});
export const homeRequestSchema = z.strictObject({ homeId: homeIdSchema });

export const deviceStatusSchema = z.enum(['active', 'suspended', 'revoked', 'replaced']);
const deviceFields = {
  deviceId: deviceIdSchema,
  homeId: homeIdSchema,
  kind: z.enum(['meter', 'gateway', 'scada']),
  resource: meteredResourceSchema,
  /** Consumption where absent. A home has one meter of each resource and flow: a second one's readings count nothing. */
  flow: flowSchema.exactOptional(),
  /** P-256 public key, SPKI DER in base64: windows of readings are signed with it. */
  publicKey: z.base64().max(200),
  /** Calibration factor in parts per million, applied to the cumulative register: 1,000,000 leaves it as it is. */
  calibrationPpm: z.int().min(500_000).max(2_000_000),
  trust: trustGradeSchema,
  /** The most that the connection can deliver in an hour, in the resource's base unit: more is suspect. */
  maxPerHour: z.int().min(1).max(1_000_000_000),
};
/** Energy alone is produced: no home makes water. */
function producesEnergy({
  kind,
  resource,
  flow,
}: {
  kind: string;
  resource: string;
  flow?: string;
}): boolean {
  return flow !== 'production' || (kind === 'meter' && resource === 'energy');
}
const NOTHING_ELSE_PRODUCES = 'only a meter of energy measures production';

export const deviceRecordSchema = z.strictObject({
  ...deviceFields,
  status: deviceStatusSchema,
  /** The device that this one took the place of. */
  replaces: deviceIdSchema.optional(),
  enrolledAt: timestampSchema,
  /** When another took its place: what it measured before is still taken. */
  replacedAt: timestampSchema.optional(),
});
export type DeviceRecord = z.infer<typeof deviceRecordSchema>;
export const enrolDeviceRequestSchema = z
  .strictObject({ requestId: requestIdSchema, ...deviceFields })
  .refine(producesEnergy, NOTHING_ELSE_PRODUCES);
export const setDeviceStatusRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  deviceId: deviceIdSchema,
  status: z.enum(['active', 'suspended', 'revoked']),
});
/** Replaces one device by another of the same home, resource and flow; the old one sends nothing more. */
export const swapDeviceRequestSchema = z
  .strictObject({ requestId: requestIdSchema, replaces: deviceIdSchema, ...deviceFields })
  .refine(producesEnergy, NOTHING_ELSE_PRODUCES);
export const deviceRequestSchema = z.strictObject({ deviceId: deviceIdSchema });
