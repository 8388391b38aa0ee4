import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NetworkError } from '../NetworkError.js';
import { retry } from '../system/retry.js';
import { writeAtomically } from '../system/writeAtomically.js';
import type { NetworkPaths } from '../topology/NetworkPaths.js';
import type { ProcessSpec } from './ProcessSpec.js';
import { SupervisorClient } from './SupervisorClient.js';
import type { SupervisorSettings } from './supervisorSettings.js';

const answerTimeoutMs = 30_000;

/**
 * Starts a supervisor that outlives this process, unless `parentPid` names one that it shall end with.
 *
 * @throws NetworkError `NOT_READY` when it does not answer; its log says why.
 */
export async function startSupervisor(
  paths: NetworkPaths,
  specs: readonly ProcessSpec[],
  parentPid: number | undefined,
): Promise<void> {
  const settings: SupervisorSettings = {
    processes: specs.map((spec) => ({
      ...spec,
      mspIds: [...spec.mspIds],
      args: [...spec.args],
      env: { ...spec.env },
    })),
    processFile: paths.processes,
    controlFile: paths.control,
  };
  const settingsFile = join(paths.config, 'supervisor.json');
  writeAtomically(settingsFile, `${JSON.stringify(settings, null, 2)}\n`);
  rmSync(paths.control, { force: true });

  const main = fileURLToPath(new URL('supervisorMain.js', import.meta.url));
  const parent = parentPid === undefined ? [] : ['--parent', String(parentPid)];
  const log = openSync(paths.log('supervisor'), 'a');
  const child = spawn(process.execPath, [main, settingsFile, ...parent], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  const client = new SupervisorClient(paths.control);
  await retry(
    `the supervisor does not answer (see ${paths.log('supervisor')})`,
    answerTimeoutMs,
    async () => {
      if (child.exitCode !== null || !existsSync(paths.control)) {
        throw new NetworkError(
          'NOT_RUNNING',
          child.exitCode === null ? 'starting' : `it ended with ${child.exitCode}`,
        );
      }
      await client.send({ command: 'status' });
    },
  );
}
