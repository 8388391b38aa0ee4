import { z } from 'zod';
import {
  bytesSchema,
  homeIdSchema,
  random16HexSchema,
  requestIdSchema,
  timestampSchema,
} from './primitives.js';

/** What an alarm is about. */
export const alarmCodeSchema = z.enum([
  'OVER_QUOTA',
  'NEAR_LIMIT',
  'POWER_ABOVE_MAXIMUM',
  'LEAK_SUSPECTED',
  'DEVICE_SILENT',
  'TAMPER_SUSPECTED',
  'LOW_BALANCE',
]);
export type AlarmCode = z.infer<typeof alarmCodeSchema>;

/** An alarm in the clear: for the home that it is about, or whom that home has handed its monitoring to. */
export const alarmSchema = z.strictObject({
  version: z.literal(1),
  alarmId: random16HexSchema,
  /** The home that it is about. */
  homeId: homeIdSchema,
  code: alarmCodeSchema,
  /** `raised`, or `cleared` when what it was raised for is over. */
  state: z.enum(['raised', 'cleared']),
  resource: z.enum(['energy', 'water']).optional(),
  /** Ledger seconds: when what it is about was so. */
  at: timestampSchema,
  /** When the community sent it. */
  sentAt: timestampSchema,
  /** How many of the same kind it stands for, itself included. */
  count: z.int().min(1).max(9999),
  /** Of OVER_QUOTA and NEAR_LIMIT: the share of the quota used, per cent. */
  percent: z.int().min(0).max(1_000_000).optional(),
  /** Of POWER_ABOVE_MAXIMUM: W. Of LEAK_SUSPECTED: the least flow, L in an hour. Of LOW_BALANCE: tokens, minor units. */
  value: z.int().min(0).optional(),
  /** Of a delegatee's copy: the delegation. */
  delegationId: random16HexSchema.optional(),
});
export type Alarm = z.infer<typeof alarmSchema>;

/** Plaintext bytes of an alarm: `encodePadded`. */
export const ALARM_LENGTH = 512;
/** Sealed alarms in a batch; slots that are not needed are filled with ones that nobody can open. */
export const ALARM_SLOTS = 8;
/** `sealAlarm`, in base64. */
export const sealedAlarmSchema = bytesSchema(ALARM_LENGTH + 48);

/** Sends sealed alarms without readable recipients. Event `AlarmsSent` with the batch's id and day. */
export const sendAlarmsRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  batchId: random16HexSchema,
  slots: z.array(sealedAlarmSchema).length(ALARM_SLOTS),
});
export const alarmBatchRecordSchema = z.strictObject({
  batchId: random16HexSchema,
  sentAt: timestampSchema,
  slots: z.array(sealedAlarmSchema).length(ALARM_SLOTS),
});
export type AlarmBatchRecord = z.infer<typeof alarmBatchRecordSchema>;
/** A day of the ledger: whole days since 1970, ten digits. */
export const alarmDaySchema = z.string().regex(/^[0-9]{10}$/);
export const alarmsOfDayRequestSchema = z.strictObject({ day: alarmDaySchema });
export const alarmBatchesSchema = z.array(alarmBatchRecordSchema);
export const alarmBatchRequestSchema = z.strictObject({ day: alarmDaySchema, batchId: random16HexSchema });
