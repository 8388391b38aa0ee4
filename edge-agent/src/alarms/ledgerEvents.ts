import {
  alarmDaySchema,
  deviceIdSchema,
  homeIdSchema,
  purgeRecordSchema,
  random16HexSchema,
} from '@acequia/protocol';
import { z } from 'zod';

/** Payloads of the chaincode's events that the agent follows. */
export const ledgerEvents = {
  AlarmsSent: z.object({ day: alarmDaySchema, batchId: random16HexSchema }),
  EpochsPublished: z.object({ homeId: homeIdSchema }),
  WindowsSubmitted: z.object({
    homeId: homeIdSchema,
    deviceId: deviceIdSchema,
    from: z.int().min(1),
    to: z.int().min(1),
  }),
  WindowRepublished: z.object({ homeId: homeIdSchema, deviceId: deviceIdSchema, sequence: z.int().min(1) }),
  PayloadPurged: purgeRecordSchema.extend({ homeId: homeIdSchema }),
};
