import { existsSync } from 'node:fs';
import { CodedError } from '@acequia/protocol';
import type { GatewayConfig } from '../config.js';
import { digestReadModel } from '../readModel/digestReadModel.js';
import { ReadModel } from '../readModel/ReadModel.js';
import { DataFiles } from './DataFiles.js';

/** Prints the digest of a read model in one line of JSON, also while the gateway runs. */
export function digestCommand(config: GatewayConfig): void {
  const path = new DataFiles(config.dataDir).readModel;
  if (!existsSync(path))
    throw new CodedError('READ_MODEL_MISSING', 'there is no read model in the data folder yet');
  const model = ReadModel.open(path);
  try {
    // The gateway may be writing: all tables must be of the same block.
    const digest = model.database.snapshot(() => digestReadModel(model.database));
    process.stdout.write(`${JSON.stringify(digest)}\n`);
  } finally {
    model.close();
  }
}
