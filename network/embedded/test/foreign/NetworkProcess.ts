import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { embeddedMain } from '../../src/embeddedMain.js';
import type { ReadyDescription } from '../../src/network/describeReady.js';

/** The command, as anybody runs it. */
export class NetworkProcess {
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown>;
  #errors = '';

  /**
   * @param args of the command
   * @param wrapper a command that runs the command which follows it
   */
  constructor(args: readonly string[], wrapper: readonly string[] = []) {
    const [file = '', ...rest] = [...wrapper, process.execPath, embeddedMain, ...args];
    this.#child = spawn(file, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#exit = once(this.#child, 'close');
    this.#child.stderr?.on('data', (text: Buffer) => {
      this.#errors += text.toString();
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What it wrote on its error output. */
  get errors(): string {
    return this.#errors;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The line that it prints when everything listens. @throws Error with its error output when it ends before */
  async ready(): Promise<ReadyDescription> {
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('no output');
    const line = await Promise.race([
      once(createInterface(stdout), 'line').then(([text]: unknown[]) => String(text)),
      this.#exit.then(() => undefined),
    ]);
    if (line === undefined) throw new Error(this.#errors);
    return JSON.parse(line) as ReadyDescription;
  }

  /** @returns the exit code; `null` when a signal ended it */
  async ended(): Promise<number | null> {
    await this.#exit;
    return this.#child.exitCode;
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (this.isRunning) this.#child.kill(signal);
    return this.ended();
  }

  /** Bytes of memory that it had at most. */
  async peakMemory(): Promise<number> {
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  }
}
