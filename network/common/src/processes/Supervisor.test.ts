import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { retry } from '../system/retry.js';
import { NetworkPaths } from '../topology/NetworkPaths.js';
import { endProcesses } from './endProcesses.js';
import { listRunning } from './listRunning.js';
import { ProcessFile } from './ProcessFile.js';
import type { ProcessKind, ProcessSpec } from './ProcessSpec.js';
import type { ProcessState, ProcessStatus } from './ProcessStatus.js';
import { startSupervisor } from './startSupervisor.js';
import { SupervisorClient } from './SupervisorClient.js';

describe('supervisor', function () {
  this.timeout(60_000);
  let folder: string;
  let paths: NetworkPaths;
  let client: SupervisorClient;
  let file: ProcessFile;

  const spec = (name: string, kind: ProcessKind): ProcessSpec => ({
    ...{ name, kind, mspIds: ['CommunityMSP'], command: '/bin/sleep', args: ['600'], cwd: folder, env: {} },
    ...{ logFile: paths.log(name), host: '127.0.0.1', port: 1 },
  });
  const start = async (parentPid?: number): Promise<void> =>
    startSupervisor(paths, [spec('one', 'orderer'), spec('two', 'peer')], parentPid);
  const statusOf = async (name: string): Promise<ProcessStatus | undefined> =>
    (await client.send({ command: 'status' })).find((status) => status.name === name);
  const waitFor = async (name: string, state: ProcessState): Promise<ProcessStatus> =>
    retry(`${name} is not ${state}`, 20_000, async () => {
      const status = await statusOf(name);
      if (status?.state !== state) throw new Error(status?.state);
      return status;
    });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'supervisor-'));
    paths = new NetworkPaths(folder);
    for (const sub of [paths.logs, paths.config]) await mkdir(sub);
    client = new SupervisorClient(paths.control);
    file = new ProcessFile(paths.processes);
  });
  afterEach(async () => {
    await endProcesses(file.read());
    await rm(folder, { recursive: true, force: true });
  });

  it('starts, reports, restarts what dies, holds what shall stay down, and stops', async () => {
    await start();
    const before = await waitFor('one', 'running');
    expect(before).to.include({ kind: 'orderer', restarts: 0 });

    await client.send({ command: 'kill', name: 'one', signal: 'SIGKILL', hold: false });
    await waitFor('one', 'waiting');
    const again = await waitFor('one', 'running');
    expect(again.restarts).to.equal(1);
    expect(again.pid).not.to.equal(before.pid);

    await client.send({ command: 'kill', name: 'two', signal: 'SIGKILL', hold: true });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await statusOf('two')).to.include({ state: 'held', restarts: 0 });
    await client.send({ command: 'start', name: 'two' });
    expect(await statusOf('two')).to.include({ state: 'running' });

    const records = file.read();
    expect(records.map(({ name }) => name)).to.deep.equal(['supervisor', 'one', 'two']);
    await client.send({ command: 'stop' });
    await retry('something stays', 20_000, async () => {
      expect(await listRunning(records)).to.deep.equal([]);
    });
    expect(existsSync(paths.control)).to.equal(false);
    expect(await client.answers()).to.equal(false);
  });

  it('stops everything when the process that it belongs to is gone', async () => {
    const parent = spawn('sleep', ['600']);
    await start(parent.pid);
    const records = file.read();
    parent.kill('SIGKILL');
    await retry('something stays', 20_000, async () => {
      expect(await listRunning(records)).to.deep.equal([]);
    });
  });

  it('stops everything also when its folder was removed meanwhile', async () => {
    const parent = spawn('sleep', ['600']);
    await start(parent.pid);
    const records = file.read();
    await rm(folder, { recursive: true });
    parent.kill('SIGKILL');
    await retry('something stays', 20_000, async () => {
      expect(await listRunning(records)).to.deep.equal([]);
    });
  });

  it('leaves orphans when it is killed, which its file finds', async () => {
    await start();
    const records = file.read();
    process.kill(records[0]?.pid ?? 0, 'SIGKILL');
    await retry('the supervisor lives', 20_000, async () => {
      expect((await listRunning(records)).map(({ name }) => name)).to.deep.equal(['one', 'two']);
    });
    expect(await client.answers()).to.equal(false);
    expect(await endProcesses(file.read())).to.deep.equal(['one', 'two']);
  });

  it('refuses what it does not understand', async () => {
    await start();
    const kill = client.send({ command: 'kill', name: 'three', signal: 'SIGKILL', hold: false });
    expect(await kill.catch((error: unknown) => error)).to.include({ code: 'UNKNOWN_PROCESS' });
    const odd = client.send({ command: 'dance' } as never);
    expect(await odd.catch((error: unknown) => error)).to.include({ code: 'BAD_COMMAND' });
    expect(await readFile(paths.log('supervisor'), 'utf8')).to.equal('');
  });
});
