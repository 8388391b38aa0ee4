import { deviceIdSchema, homeIdSchema, timestampSchema } from '@acequia/protocol';
import { z } from 'zod';

/** One meter, as `status.json` tells of it. Counts and codes only: no measured value. */
export const deviceStatusReportSchema = z.strictObject({
  deviceId: deviceIdSchema,
  resource: z.enum(['energy', 'water']),
  /** Ledger time of the last sample; absent before the first. */
  lastSampleAt: timestampSchema.optional(),
  /** Samples since the agent started that were not trusted. */
  suspectSamples: z.int().min(0),
  /** Windows that wait to be sent. */
  queued: z.int().min(0),
  /** Windows on the ledger: the last one's sequence. */
  sent: z.int().min(0),
  /** Windows that the ledger refused for good. */
  setAside: z.int().min(0),
  /** Code of the last failure of the meter or the ledger; absent once windows are taken again. */
  lastErrorCode: z.string().optional(),
});
export type DeviceStatusReport = z.infer<typeof deviceStatusReportSchema>;

/** `status.json` in the agent's folder, replaced as a whole. */
export const agentStatusSchema = z.strictObject({
  homeId: homeIdSchema,
  pid: z.int(),
  /** `waiting` until the ledger has named the community and the devices; `stopped` after a clean end. */
  state: z.enum(['waiting', 'running', 'stopped']),
  /** Wall clock, milliseconds since 1970. */
  updatedAt: z.int(),
  /** Ledger time by this machine's clock; absent while waiting. */
  ledgerTime: z.int().optional(),
  speed: z.int().optional(),
  /** The newest epoch of the home that is on the ledger; absent before the first. */
  epoch: z.int().min(1).optional(),
  /** Windows that the community cannot read and that were not answered yet. */
  openComplaints: z.int().min(0),
  devices: z.array(deviceStatusReportSchema),
});
export type AgentStatus = z.infer<typeof agentStatusSchema>;
