import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { topologySchema } from './topology/topologySchema.js';
import type { NetworkPlan } from './topology/NetworkPlan.js';
import type { NetworkPaths } from './topology/NetworkPaths.js';

const node = { name: z.string(), host: z.string(), port: z.int() };
const planSchema = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  kind: z.enum(['fabric', 'embedded']).default('fabric'),
  ordering: z.enum(['bft', 'raft', 'none']),
  orderingNote: z.string().exactOptional(),
  topology: topologySchema,
  organisations: z.array(
    z.strictObject({
      mspId: z.string(),
      kind: z.enum(['community', 'home', 'public']),
      homeId: z.string().exactOptional(),
      domain: z.string(),
      peer: z.strictObject({ ...node, mspId: z.string(), operationsPort: z.int() }),
    }),
  ),
  traders: z.strictObject({ mspId: z.literal('TradersMSP'), domain: z.string() }).exactOptional(),
  orderers: z.array(
    z.strictObject({
      ...node,
      mspId: z.string(),
      id: z.int(),
      adminPort: z.int(),
      operationsPort: z.int(),
    }),
  ),
  chaincodeServers: z.array(z.strictObject({ ...node, label: z.string(), mspIds: z.array(z.string()) })),
  chaincodePath: z.string(),
});

/** `plan.json` */
export function readPlan(paths: NetworkPaths): NetworkPlan {
  return planSchema.parse(JSON.parse(readFileSync(paths.plan, 'utf8')));
}
