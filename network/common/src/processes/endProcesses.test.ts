import { expect } from 'chai';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { endProcesses } from './endProcesses.js';
import { isSameProcess } from './isSameProcess.js';
import { listRunning } from './listRunning.js';
import { parsePsLine } from './parsePsLine.js';
import type { ProcessRecord } from './ProcessRecord.js';

function recordOf(child: ChildProcess, startedAt = new Date()): ProcessRecord {
  return {
    name: 'sleeper',
    kind: 'peer',
    pid: child.pid ?? 0,
    startedAt: startedAt.toISOString(),
    command: child.spawnfile,
  };
}

describe('parsePsLine', () => {
  it('reads pid, start in UTC and command line', () => {
    expect(parsePsLine('  812 Ssl  Sat Nov  7 03:14:11 2026 /opt/bin/peer node start')).to.deep.equal({
      pid: 812,
      startedAt: new Date('2026-11-07T03:14:11Z'),
      args: '/opt/bin/peer node start',
    });
  });

  it('leaves out zombies and what is no process', () => {
    expect(parsePsLine('  812 Z    Sat Nov  7 03:14:11 2026 [peer] <defunct>')).to.equal(undefined);
    expect(parsePsLine('')).to.equal(undefined);
  });
});

describe('isSameProcess', () => {
  const startedAt = '2026-11-07T03:14:11.400Z';
  const record: ProcessRecord = { name: 'p', kind: 'peer', pid: 7, startedAt, command: '/bin/peer' };
  const running = { pid: 7, startedAt: new Date('2026-11-07T03:14:12Z'), args: '/bin/peer node start' };

  it('allows for rounding of the start, no more', () => {
    expect(isSameProcess(record, running)).to.equal(true);
    expect(isSameProcess(record, { ...running, startedAt: new Date('2026-11-07T03:14:15Z') })).to.equal(
      false,
    );
  });

  it('tells another command with the same pid apart', () => {
    expect(isSameProcess(record, { ...running, args: '/bin/sleep 9' })).to.equal(false);
    expect(isSameProcess(record, { ...running, pid: 8 })).to.equal(false);
  });
});

describe('endProcesses', () => {
  let child: ChildProcess;

  beforeEach(() => {
    child = spawn('sleep', ['60']);
  });
  afterEach(() => child.kill('SIGKILL'));

  it('ends a recorded process', async () => {
    const record = recordOf(child);
    expect(await listRunning([record])).to.deep.equal([record]);
    expect(await endProcesses([record])).to.deep.equal(['sleeper']);
    expect(await listRunning([record])).to.deep.equal([]);
    expect(await endProcesses([record])).to.deep.equal([]);
  });

  it('kills what does not heed SIGTERM', async () => {
    const stubborn = spawn('sh', ['-c', 'trap "" TERM; echo deaf; while :; do sleep 0.1; done']);
    await once(stubborn.stdout, 'data');
    const ended = new Promise((resolve) =>
      stubborn.once('exit', (_code, signal) => {
        resolve(signal);
      }),
    );
    await endProcesses([recordOf(stubborn)], 300);
    expect(await ended).to.equal('SIGKILL');
  });

  it('never touches a process that merely has the pid', async () => {
    const earlier = new Date(Date.now() - 60_000);
    expect(await endProcesses([recordOf(child, earlier)])).to.deep.equal([]);
    expect(child.exitCode).to.equal(null);
    expect(child.signalCode).to.equal(null);
  });
});
