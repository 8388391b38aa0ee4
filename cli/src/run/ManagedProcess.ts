import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { CliError } from '../CliError.js';

const END_WITH_PARENT = new URL('endWithParent.js', import.meta.url).href;
const KILL_AFTER_MS = 10_000;

/** A Node program of ours that runs as a child process, its output in a log file. */
export class ManagedProcess {
  readonly name: string;
  readonly logFile: string;
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;
  #log: WriteStream | undefined;
  #exited: Promise<number | null> | undefined;
  #stopping = false;
  /** The last line on standard error: what a program that ends by itself died of. */
  #lastWords = '';

  /** @param args of node: the program's file and its arguments. */
  constructor(name: string, args: readonly string[], logFile: string) {
    this.name = name;
    this.logFile = logFile;
    this.#args = args;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** @param onLine told every line of standard output. */
  async start(onLine: (line: string) => void = () => undefined): Promise<void> {
    await mkdir(dirname(this.logFile), { recursive: true });
    const log = createWriteStream(this.logFile, { flags: 'a' });
    const child = spawn(process.execPath, ['--import', END_WITH_PARENT, ...this.#args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    if (child.stdout === null || child.stderr === null) throw new Error('pipes were asked for');
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    createInterface({ input: child.stdout }).on('line', onLine);
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.trim() !== '') this.#lastWords = line.trim();
    });
    this.#exited = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    this.#child = child;
    this.#log = log;
  }

  /**
   * Comes back never, unless the process ends without having been told to.
   *
   * @throws CliError PROCESS_ENDED
   */
  async watch(): Promise<never> {
    const code = await this.#exited;
    if (this.#stopping) return new Promise(() => undefined);
    const words = this.#lastWords === '' ? '' : ` (${this.#lastWords.slice(0, 300)})`;
    throw new CliError(
      'PROCESS_ENDED',
      `${this.name} ended with code ${String(code)}${words}; its log: ${this.logFile}`,
    );
  }

  /** Asks the process to stop, and ends it when it does not within ten seconds. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#stopping = true;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    try {
      await this.#exited;
    } finally {
      clearTimeout(timer);
      this.#log?.end();
    }
  }
}
