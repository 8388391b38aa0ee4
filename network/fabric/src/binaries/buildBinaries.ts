import { NetworkError, run } from '@acequia/network/common';
import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FabricBinaries } from './FabricBinaries.js';

const fabricModule = 'github.com/hyperledger/fabric';
const oldestGo = [1, 20] as const;
const progressEveryMs = 15_000;

/**
 * Builds the pinned commands into `folder` (`bin`, and `config` with Fabric's sample files), complete or not at all.
 *
 * @throws NetworkError `GO_MISSING`, `GO_TOO_OLD`, `FABRIC_BUILD_FAILED`
 */
export async function buildBinaries(
  toolsDir: string,
  folder: string,
  onProgress: (line: string) => void,
): Promise<void> {
  await checkGo();
  onProgress("building Fabric's commands, once, about 4 minutes on two processors");
  const temporary = await mkdtemp(join(dirname(folder), 'building-'));
  try {
    const bin = join(temporary, 'bin');
    const config = join(temporary, 'config');
    await Promise.all([mkdir(bin), mkdir(config)]);
    await goBuild(toolsDir, bin, onProgress);
    const source = await run('go', ['list', '-m', '-f', '{{.Dir}}', fabricModule], { cwd: toolsDir });
    for (const file of ['core.yaml', 'orderer.yaml']) {
      await copyFile(join(source.trim(), 'sampleconfig', file), join(config, file));
    }
    await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  onProgress(`Fabric's commands are in ${join(folder, 'bin')}`);
}

async function goBuild(toolsDir: string, bin: string, onProgress: (line: string) => void): Promise<void> {
  const started = Date.now();
  let lines = 0;
  const timer = setInterval(() => {
    onProgress(`… ${Math.round((Date.now() - started) / 1000)} s, ${lines} modules and packages done`);
  }, progressEveryMs);
  const packages = FabricBinaries.commands.map((name) => `${fabricModule}/cmd/${name}`);
  try {
    await run('go', ['build', '-v', '-trimpath', '-o', `${bin}/`, ...packages], {
      cwd: toolsDir,
      onStderr: (text) => (lines += text.split('\n').length - 1),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NetworkError('FABRIC_BUILD_FAILED', reason, { cause: error });
  } finally {
    clearInterval(timer);
  }
}

async function checkGo(): Promise<void> {
  const version = await goVersion();
  const [major = 0, minor = 0] = version;
  if (major > oldestGo[0] || (major === oldestGo[0] && minor >= oldestGo[1])) return;
  throw new NetworkError(
    'GO_TOO_OLD',
    `Go ${major}.${minor} is too old, ${oldestGo.join('.')} is needed: https://go.dev/dl`,
  );
}

async function goVersion(): Promise<number[]> {
  try {
    const text = await run('go', ['version']);
    return (/go(\d+)\.(\d+)/.exec(text) ?? []).slice(1).map(Number);
  } catch (error) {
    throw new NetworkError(
      'GO_MISSING',
      'Go is needed to build Fabric: `sudo apt-get install golang-go`, or https://go.dev/dl, or set FABRIC_BIN to an official release',
      { cause: error },
    );
  }
}
