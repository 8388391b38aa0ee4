import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { NetworkError } from '../NetworkError.js';
import { inheritedEnvironment } from './inheritedEnvironment.js';

export interface RunOptions {
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /** Called with each chunk of standard error. */
  readonly onStderr?: (text: string) => void;
}

const keptErrorLines = 15;

/**
 * Runs a command to its end and gives its standard output.
 *
 * @throws NetworkError `COMMAND_NOT_FOUND`, `COMMAND_TIMEOUT`, or `COMMAND_FAILED` with the last lines that it wrote.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const name = basename(command);
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...inheritedEnvironment(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: options.timeoutMs ?? 0,
    killSignal: 'SIGKILL',
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    options.onStderr?.(text);
  });
  const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>(
    (resolve, reject) => {
      child.once('error', (error) => {
        reject(
          new NetworkError('COMMAND_NOT_FOUND', `cannot run ${command}: ${error.message}`, { cause: error }),
        );
      });
      child.once('close', (exitCode, exitSignal) => {
        resolve({ code: exitCode, signal: exitSignal });
      });
    },
  );
  if (code === 0) return out;
  if (signal === 'SIGKILL' && options.timeoutMs !== undefined) {
    throw new NetworkError(
      'COMMAND_TIMEOUT',
      `${name} ${args.slice(0, 3).join(' ')} took over ${options.timeoutMs} ms`,
    );
  }
  const last = lastWords(`${err}\n${out}`);
  throw new NetworkError(
    'COMMAND_FAILED',
    `${name} ${args.slice(0, 3).join(' ')} ended with ${signal ?? code ?? 'no status'}\n${last}`,
  );
}

/** Fabric's commands say what is wrong in a line, and then how they are used at length. */
function lastWords(output: string): string {
  const text = output.replace(/\nUsage:\n.*$/s, '').trim();
  return text.split('\n').slice(-keptErrorLines).join('\n');
}
