import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { GatewayProgram } from '../processes/GatewayProgram.js';

const digestSchema = z.object({
  block: z.int(),
  digest: z.string(),
  tables: z.record(z.string(), z.string()),
});
const rebuiltSchema = digestSchema.extend({ same: z.boolean(), previous: digestSchema });

/** What a read model's content hashes to, as it was and as its rebuild came out. */
export type Rebuilt = z.infer<typeof rebuiltSchema>;

/**
 * Runs the gateway's own command that rebuilds its read model from block 0, up to the block that it had reached.
 *
 * @param gateway which must be down.
 * @throws Error when the command fails.
 */
export async function rebuildReadModel(dir: string, gateway: GatewayProgram): Promise<Rebuilt> {
  const command = new GatewayProgram(dir, `${gateway.name}-rebuild`, gateway.config, 'rebuild');
  await command.start();
  const line = await command.ready();
  const code = await command.ended();
  if (code !== 0) {
    throw new Error(`the rebuild ended with ${code}: ${await readFile(command.logFile, 'utf8')}`);
  }
  return rebuiltSchema.parse(JSON.parse(line));
}
