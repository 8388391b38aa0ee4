import { NetworkError } from '@acequia/network/common';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildBinaries } from './buildBinaries.js';
import { FabricBinaries } from './FabricBinaries.js';
import { FileLock } from './FileLock.js';
import { packageRoot } from '../packageRoot.js';

const toolsDir = join(packageRoot, 'tools');

/**
 * Fabric's commands: those of `FABRIC_BIN` (the bin folder of an official release, whose `../config` holds core.yaml
 * and orderer.yaml), or the pinned ones, built once into `${ACEQUIA_CACHE:-${XDG_CACHE_HOME:-~/.cache}/acequia}`.
 *
 * @throws NetworkError `FABRIC_BIN_INCOMPLETE`, `GO_MISSING`, `GO_TOO_OLD`, `FABRIC_BUILD_FAILED`
 */
export async function findBinaries(
  onProgress: (line: string) => void,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<FabricBinaries> {
  const given = environment.FABRIC_BIN;
  if (given !== undefined && given !== '') {
    const binaries = new FabricBinaries(resolve(given), resolve(given, '../config'));
    const missing = missingFiles(binaries);
    if (missing.length === 0) return binaries;
    throw new NetworkError('FABRIC_BIN_INCOMPLETE', `FABRIC_BIN=${given}: there is no ${missing.join(', ')}`);
  }
  const version = await pinnedVersion();
  const cache =
    environment.ACEQUIA_CACHE ?? join(environment.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'acequia');
  const folder = join(cache, 'fabric', version);
  const binaries = new FabricBinaries(join(folder, 'bin'), join(folder, 'config'));
  if (missingFiles(binaries).length === 0) return binaries;
  await mkdir(join(cache, 'fabric'), { recursive: true });
  await new FileLock(`${folder}.lock`).hold(
    async () => {
      if (missingFiles(binaries).length > 0) await buildBinaries(toolsDir, folder, onProgress);
    },
    (pid) => {
      onProgress(`waiting for process ${pid}, which is building Fabric's commands`);
    },
  );
  return binaries;
}

function missingFiles(binaries: FabricBinaries): string[] {
  const files = [
    ...FabricBinaries.commands.map((name) => binaries.command(name)),
    binaries.sampleConfig('core.yaml'),
    binaries.sampleConfig('orderer.yaml'),
  ];
  return files.filter((file) => !existsSync(file));
}

async function pinnedVersion(): Promise<string> {
  const goMod = await readFile(join(toolsDir, 'go.mod'), 'utf8');
  const version = /github\.com\/hyperledger\/fabric (v\S+)/.exec(goMod)?.[1];
  if (version === undefined)
    throw new NetworkError('FABRIC_BUILD_FAILED', 'tools/go.mod names no Fabric version');
  return version;
}
