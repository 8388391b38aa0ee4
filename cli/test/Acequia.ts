import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/acequia.js', import.meta.url));

/** How a command ended: null where a signal ended it. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** One run of the real command as a process of its own. */
export class Acequia {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  #out = '';
  #err = '';

  constructor(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (chunk: Buffer) => (this.#out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (this.#err += chunk.toString()));
    this.#child = child;
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        resolve({ code, out: this.#out, err: this.#err });
      });
    });
  }

  /** Runs a command to its end. */
  static async run(...args: readonly string[]): Promise<Ended> {
    return new Acequia(args).ended;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Comes back with the first line of standard output that matches. Throws when the command ends without one. */
  async line(pattern: RegExp): Promise<string> {
    let ended: Ended | undefined;
    void this.ended.then((end) => (ended = end));
    for (;;) {
      const last = ended;
      const found = this.#out.split('\n').find((line) => pattern.test(line));
      if (found !== undefined) return found;
      if (last !== undefined) {
        throw new Error(`ended with ${String(last.code)} before ${String(pattern)}: ${last.out}${last.err}`);
      }
      await pause(50);
    }
  }
}
