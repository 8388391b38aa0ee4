import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** How a program of Acequia's is started. */
export interface ProgramOptions {
  readonly name: string;
  /** The compiled main file, and its arguments. */
  readonly main: string;
  readonly args: readonly string[];
  /** Both of its outputs are added to this file. */
  readonly logFile: string;
}

const GUARD = new URL(`parentGuard.js?parent=${process.pid}`, import.meta.url).href;

/** One of Acequia's programs as a process of its own, which tests start, stop and kill. */
export class Program {
  readonly name: string;
  readonly logFile: string;
  readonly #options: ProgramOptions;
  #child: ChildProcess | undefined;
  #firstLine: Promise<string> | undefined;

  constructor(options: ProgramOptions) {
    this.name = options.name;
    this.logFile = options.logFile;
    this.#options = options;
  }

  get running(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Starts it; does not wait until it is ready. @throws Error when it runs already. */
  async start(): Promise<void> {
    if (this.running) throw new Error(`${this.name} runs already`);
    const { main, args, logFile } = this.#options;
    await mkdir(dirname(logFile), { recursive: true });
    const log = createWriteStream(logFile, { flags: 'a' });
    const child = spawn(process.execPath, ['--enable-source-maps', '--import', GUARD, main, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.once('close', () => log.end());
    this.#child = child;
    this.#firstLine = firstLine(child, this.name);
    // Whoever asks for it hears of a failure; a program whose output nobody awaits may end as it likes.
    this.#firstLine.catch(() => undefined);
    await once(child, 'spawn');
  }

  /** The first line of its output, which tells that it is ready. @throws Error when it ends before. */
  async ready(): Promise<string> {
    if (this.#firstLine === undefined) throw new Error(`${this.name} has not been started`);
    return await this.#firstLine;
  }

  /** Ends it at once, as a power cut would; does nothing when it is down. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to end and waits. @throws Error when it ended with a failure or not within a minute. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined || !this.running) return;
    const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
    await this.#end('SIGTERM');
    clearTimeout(late);
    if (child.exitCode !== 0) {
      throw new Error(
        `${this.name} ended with ${String(child.signalCode ?? child.exitCode)}: see ${this.logFile}`,
      );
    }
  }

  /** Waits until it ends by itself. @returns its exit code. */
  async ended(): Promise<number | null> {
    const child = this.#child;
    if (child !== undefined && this.running) await once(child, 'exit');
    return child?.exitCode ?? null;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined || !this.running) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }
}

async function firstLine(child: ChildProcess, name: string): Promise<string> {
  return await new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    child.once('exit', () => {
      reject(new Error(`${name} ended before it was ready`));
    });
  });
}
