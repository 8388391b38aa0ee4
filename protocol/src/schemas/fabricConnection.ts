import { z } from 'zod';

/** How one party reaches its peer's Gateway: part of every program's configuration file. Paths are absolute. */
export const fabricConnectionSchema = z.strictObject({
  endpoint: z.string().regex(/^[^:]+:\d+$/),
  tlsHostname: z.string().min(1),
  tlsRootCertFile: z.string().min(1),
  mspId: z.string().min(1),
  certFile: z.string().min(1),
  keyFile: z.string().min(1),
  channel: z.string().min(1),
  chaincode: z.string().min(1),
});
export type FabricConnection = z.infer<typeof fabricConnectionSchema>;
