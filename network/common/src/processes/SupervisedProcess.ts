import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { inheritedEnvironment } from '../system/inheritedEnvironment.js';
import type { ProcessRecord } from './ProcessRecord.js';
import type { ProcessSpec } from './ProcessSpec.js';
import type { ProcessState, ProcessStatus } from './ProcessStatus.js';

const shortestPauseMs = 1000;
const longestPauseMs = 30_000;

/** Keeps one process running: what dies is started again after 1 s, 2 s … up to 30 s; a minute's life resets that. */
export class SupervisedProcess {
  readonly spec: ProcessSpec;
  readonly #onChange: () => void;
  #child: ChildProcess | undefined;
  #startedAt = 0;
  #state: ProcessState = 'stopped';
  #restarts = 0;
  #pauseMs = shortestPauseMs;
  #timer: NodeJS.Timeout | undefined;

  /** @param onChange called synchronously after each start and each end */
  constructor(spec: ProcessSpec, onChange: () => void) {
    this.spec = spec;
    this.#onChange = onChange;
  }

  get status(): ProcessStatus {
    const { name, kind, mspIds } = this.spec;
    const pid = this.#child?.pid;
    return {
      name,
      kind,
      mspIds,
      state: this.#state,
      restarts: this.#restarts,
      ...(pid === undefined ? {} : { pid, uptimeSeconds: Math.floor((Date.now() - this.#startedAt) / 1000) }),
    };
  }

  get record(): ProcessRecord | undefined {
    const pid = this.#child?.pid;
    if (pid === undefined) return undefined;
    const { name, kind, command } = this.spec;
    return { name, kind, pid, startedAt: new Date(this.#startedAt).toISOString(), command };
  }

  start(): void {
    if (this.#child !== undefined) {
      // What was told to end and hold, but has not ended yet, shall come back.
      this.#state = 'running';
      return;
    }
    clearTimeout(this.#timer);
    const { command, args, cwd, env, logFile } = this.spec;
    const log = openSync(logFile, 'a');
    this.#startedAt = Date.now();
    const child = spawn(command, args, {
      cwd,
      env: { ...inheritedEnvironment(), ...env },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#child = child;
    this.#state = 'running';
    child.once('error', (error) => {
      process.stderr.write(`${this.spec.name}: ${error.message}\n`);
      if (child.pid === undefined) this.#ended(child, error.message);
    });
    child.once('exit', (code, signal) => {
      this.#ended(child, signal ?? `status ${code ?? 'unknown'}`);
    });
    this.#onChange();
  }

  /** Sends a signal; with `hold`, what ends stays down until it is started. SIGKILL: comes back when it has ended. */
  async kill(signal: NodeJS.Signals, hold: boolean): Promise<void> {
    if (hold) {
      this.#state = 'held';
      clearTimeout(this.#timer);
    }
    const child = this.#child;
    if (child === undefined) return;
    const ended = endOf(child);
    child.kill(signal);
    if (signal === 'SIGKILL') await ended;
  }

  /** Ends it for good: SIGTERM, and SIGKILL after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    clearTimeout(this.#timer);
    this.#state = 'stopped';
    const child = this.#child;
    if (child === undefined) return;
    const ended = endOf(child);
    child.kill('SIGTERM');
    // A process that was halted (SIGSTOP) takes SIGTERM only when it goes on.
    child.kill('SIGCONT');
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await ended;
    clearTimeout(timer);
  }

  #ended(child: ChildProcess, how: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    process.stderr.write(`${new Date().toISOString()} ${this.spec.name} ended: ${how}\n`);
    if (this.#state === 'running') this.#restartLater();
    this.#onChange();
  }

  #restartLater(): void {
    if (Date.now() - this.#startedAt > 2 * longestPauseMs) this.#pauseMs = shortestPauseMs;
    this.#state = 'waiting';
    this.#timer = setTimeout(() => {
      this.#restarts += 1;
      this.start();
    }, this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
  }
}

async function endOf(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
}
