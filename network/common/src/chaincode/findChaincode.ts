import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { NetworkError } from '../NetworkError.js';

/**
 * The folder of the chaincode to run: the given one, or the workspace's chaincode package.
 *
 * @throws NetworkError `CHAINCODE_MISSING`
 */
export function findChaincode(modulePath?: string): string {
  if (modulePath !== undefined) {
    const folder = resolve(modulePath);
    if (existsSync(join(folder, 'package.json'))) return folder;
    throw new NetworkError('CHAINCODE_MISSING', `${folder} holds no package.json`);
  }
  let folder = dirname(resolveWorkspaceChaincode());
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

function resolveWorkspaceChaincode(): string {
  try {
    return createRequire(import.meta.url).resolve('@acequia/chaincode');
  } catch (error) {
    throw new NetworkError('CHAINCODE_MISSING', 'the chaincode is not built: run `npm run build`', {
      cause: error,
    });
  }
}
