import { existsSync } from 'node:fs';
import { CodedError } from '@acequia/protocol';
import { loadAtRestKey } from '@acequia/protocol/keystore';
import type { GatewayConfig } from '../config.js';
import { digestReadModel } from '../readModel/digestReadModel.js';
import { ReadModel } from '../readModel/ReadModel.js';
import { DatabaseVault } from '../repository/DatabaseVault.js';
import { DataFiles } from './DataFiles.js';

/** Prints the digest of a read model in one line of JSON, also while the gateway runs. */
export async function digestCommand(config: GatewayConfig): Promise<void> {
  const files = new DataFiles(config.dataDir);
  const path = files.readModel;
  if (!existsSync(path))
    throw new CodedError('READ_MODEL_MISSING', 'there is no read model in the data folder yet');
  const atRestKey = await loadAtRestKey({
    file: config.atRestKeyFile,
    credentialsDir: config.credentialsDir,
  });
  const model = ReadModel.on(await DatabaseVault.peek(files, atRestKey, path));
  try {
    // The gateway may be writing: all tables must be of the same block.
    const digest = model.database.snapshot(() => digestReadModel(model.database));
    process.stdout.write(`${JSON.stringify(digest)}\n`);
  } finally {
    model.close();
  }
}
