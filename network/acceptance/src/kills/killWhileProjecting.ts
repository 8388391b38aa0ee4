import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseVault, DataFiles, ReadModel } from '@acequia/gateway-app';
import { loadAtRestKey } from '@acequia/protocol/keystore';
import type { GatewayProgram } from '../processes/GatewayProgram.js';

const MAX_ROUNDS = 60;
/** How long a gateway is let go on at first, at most, milliseconds. */
const FIRST_SPAN = 100;

/**
 * Lets a gateway project the ledger into an empty read model, and kills it at random moments until so many kills came
 * between the first and the last block. Each time it goes on from what the kill before left.
 *
 * @param gateway which must be down; it is left down.
 * @param height blocks that its peer has at least.
 * @throws Error when the kills do not hit within {@link MAX_ROUNDS}.
 */
export async function killWhileProjecting(
  gateway: GatewayProgram,
  height: number,
  wanted: number,
): Promise<void> {
  const files = new DataFiles(gateway.config.dataDir);
  const { readModel } = files;
  const atRestKey = await loadAtRestKey({ file: gateway.config.atRestKeyFile });
  const empty = async (): Promise<void> => {
    for (const suffix of ['', '-wal', '-shm']) await rm(readModel + suffix, { force: true });
  };
  await empty();
  let hits = 0;
  let span = FIRST_SPAN;
  for (let round = 0; round < MAX_ROUNDS && hits < wanted; round++) {
    await gateway.start();
    await gateway.ready();
    await sleep(Math.random() * span);
    await gateway.kill();
    const checkpoint = await checkpointOf(files, atRestKey);
    if (checkpoint >= 0 && checkpoint < height - 1) {
      hits += 1;
      continue;
    }
    // Too late or too soon: how long the first blocks take is for the machine to say.
    span *= checkpoint < 0 ? 1.5 : 0.5;
    if (checkpoint >= 0) await empty();
  }
  if (hits < wanted) throw new Error(`only ${hits} of ${MAX_ROUNDS} kills came while the gateway projected`);
}

/** The last block that the read model has, -1 before the first. */
async function checkpointOf(files: DataFiles, atRestKey: Buffer): Promise<number> {
  if (!existsSync(files.readModel)) return -1;
  const model = ReadModel.on(await DatabaseVault.peek(files, atRestKey, files.readModel));
  try {
    return model.ledger.lastBlock()?.number ?? -1;
  } finally {
    model.close();
  }
}
