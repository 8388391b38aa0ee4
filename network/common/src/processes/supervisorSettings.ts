import { z } from 'zod';

const specSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['orderer', 'peer', 'embedded', 'chaincode']),
  mspIds: z.array(z.string()),
  command: z.string(),
  args: z.array(z.string()),
  cwd: z.string(),
  env: z.record(z.string(), z.string()),
  logFile: z.string(),
  host: z.string(),
  port: z.int(),
  operationsPort: z.int().optional(),
});

/** What the supervisor is started with: a file, as 40 homes' processes do not fit a command line. */
export const supervisorSettings = z.strictObject({
  processes: z.array(specSchema),
  processFile: z.string(),
  controlFile: z.string(),
});
export type SupervisorSettings = z.infer<typeof supervisorSettings>;
