import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { isAlive } from '../../test/isAlive.js';
import { ManagedProcess } from './ManagedProcess.js';

describe('ManagedProcess', () => {
  let folder = '';
  const program = async (text: string): Promise<string> => {
    const file = join(folder, 'program.mjs');
    await writeFile(file, text);
    return file;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-process-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('tells the lines of standard output, keeps all output in a log, and stops', async () => {
    const file = await program(`console.error('loud'); console.log('ready'); setInterval(() => {}, 1000);`);
    const managed = new ManagedProcess('program', [file], join(folder, 'logs', 'program.log'));
    const line = await new Promise<string>((resolve, reject) => {
      managed.start(resolve).catch(reject);
    });
    expect(line).to.equal('ready');
    const { pid = 0 } = managed;
    expect(isAlive(pid)).to.equal(true);
    await managed.stop();
    expect(isAlive(pid)).to.equal(false);
    expect((await readFile(managed.logFile, 'utf8')).split('\n').sort()).to.deep.equal(['', 'loud', 'ready']);
  });

  it('tells when a program ends by itself, and what it said last', async () => {
    const file = await program(`console.error('CONFIG_UNREADABLE: no such file'); process.exitCode = 3;`);
    const managed = new ManagedProcess('agent-SH1', [file], join(folder, 'agent.log'));
    await managed.start();
    let message = '';
    await managed.watch().catch((error: unknown) => {
      message = String(error);
    });
    expect(message).to.contain(
      'PROCESS_ENDED: agent-SH1 ended with code 3 (CONFIG_UNREADABLE: no such file); its log: ',
    );
    await managed.stop();
  });

  it('does not outlive a parent that is killed', async () => {
    const child = await program(`setInterval(() => {}, 1000);`);
    const parent = join(folder, 'parent.mjs');
    const module = new URL('ManagedProcess.js', import.meta.url).href;
    await writeFile(
      parent,
      `import { ManagedProcess } from '${module}';
       const managed = new ManagedProcess('child', ['${child}'], '${join(folder, 'child.log')}');
       await managed.start();
       process.send(managed.pid);`,
    );
    const process1: ChildProcess = fork(parent);
    const [pid] = (await once(process1, 'message')) as [number];
    expect(isAlive(pid)).to.equal(true);
    process1.kill('SIGKILL');
    for (let i = 0; i < 100 && isAlive(pid); i += 1) await pause(50);
    expect(isAlive(pid)).to.equal(false);
  });
});
