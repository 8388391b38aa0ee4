import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { NetworkPaths } from '@acequia/network/common';

const preparedSchema = z.strictObject({
  binDir: z.string(),
  configDir: z.string(),
  packageIds: z.record(z.string(), z.string()),
});
export type Prepared = z.infer<typeof preparedSchema>;

/** `prepared.json`: the commands that the network was made with, and the id of each chaincode package by label. */
export function readPrepared(paths: NetworkPaths): Prepared {
  return preparedSchema.parse(JSON.parse(readFileSync(paths.prepared, 'utf8')));
}
