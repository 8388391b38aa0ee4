import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { writeAtomically } from '../system/writeAtomically.js';
import { ControlServer } from './ControlServer.js';
import { isSameProcess } from './isSameProcess.js';
import type { ProcessRecord } from './ProcessRecord.js';
import { readProcesses } from './readProcesses.js';
import { Supervisor } from './Supervisor.js';
import { supervisorSettings } from './supervisorSettings.js';

const parentCheckMs = 1000;

/** `supervisorMain.js SETTINGS [--parent PID]`: runs a network's processes until it is told to stop. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { parent: { type: 'string' } },
  });
  const settings = supervisorSettings.parse(JSON.parse(readFileSync(positionals[0] ?? '', 'utf8')));
  const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();
  const self: ProcessRecord = {
    name: 'supervisor',
    kind: 'supervisor',
    pid: process.pid,
    startedAt,
    command: process.execPath,
  };
  const fail = (error: unknown): void => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
    void end('it failed');
  };
  const supervisor = new Supervisor(settings, self, fail);
  let ending = false;
  const end = async (why: string): Promise<void> => {
    if (ending) return;
    ending = true;
    process.stderr.write(`${new Date().toISOString()} stopping: ${why}\n`);
    await supervisor.stop();
    rmSync(settings.controlFile, { force: true });
    rmSync(settings.processFile, { force: true });
    control.stop();
    // Whoever asked for the stop still reads the answer.
    setTimeout(() => process.exit(), 100).unref();
  };
  const control = new ControlServer(dirname(settings.controlFile), async (command) => {
    if (command.command === 'stop') await end('it was asked to');
    return supervisor.handle(command);
  });
  // Whatever goes wrong in here, no process may be left behind.
  process.on('uncaughtException', fail);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal));

  try {
    supervisor.start();
    const socket = await control.start();
    writeAtomically(settings.controlFile, `${JSON.stringify({ socket, supervisor: self })}\n`);
    if (values.parent !== undefined) await endWithParent(Number(values.parent), end);
  } catch (error) {
    fail(error);
  }
}

async function endWithParent(pid: number, end: (why: string) => Promise<void>): Promise<void> {
  const [parent] = await readProcesses([pid]);
  if (parent === undefined) {
    await end(`process ${pid} is gone`);
    return;
  }
  const record: ProcessRecord = {
    name: 'parent',
    kind: 'parent',
    pid,
    startedAt: parent.startedAt.toISOString(),
    command: '',
  };
  const timer = setInterval(() => {
    void readProcesses([pid]).then(async ([now]) => {
      if (now !== undefined && isSameProcess(record, now)) return;
      clearInterval(timer);
      await end(`process ${pid} is gone`);
    });
  }, parentCheckMs);
}

await main();
