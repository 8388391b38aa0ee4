import { connect } from '@acequia/protocol/fabric';
import type { Logger } from 'pino';
import type { GatewayConfig } from '../config.js';
import { scopeOf } from '../projector/scopeOf.js';
import { rebuildReadModel } from '../rebuild/rebuildReadModel.js';
import { DataDirLock } from './DataDirLock.js';
import { DataFiles } from './DataFiles.js';
import { GatewaySecrets } from './GatewaySecrets.js';

/** Rebuilds the read model of a gateway that is stopped, and prints one line of JSON: what it came to. */
export async function rebuildCommand(config: GatewayConfig, log: Logger): Promise<void> {
  const files = new DataFiles(config.dataDir);
  await files.prepare();
  const lock = new DataDirLock(files.lock);
  lock.take();
  const client = await connect(config.fabric);
  const secrets = await GatewaySecrets.unlock(config, files);
  try {
    const rebuilt = await rebuildReadModel({
      files,
      vault: secrets.vault,
      source: client,
      scope: scopeOf(config, secrets.opener),
      height: () => client.height(),
      onProgress: (block, last) => {
        log.info({ block, last }, 'rebuilding the read model');
      },
    });
    process.stdout.write(`${JSON.stringify({ rebuilt: true, ...rebuilt })}\n`);
  } finally {
    client.close();
    secrets.close();
    lock.release();
  }
}
