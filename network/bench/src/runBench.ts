import { mkdir } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { renderReport, writeAtomically } from '@acequia/network/common';
import { BenchError } from './BenchError.js';
import { chooseSettings } from './chooseSettings.js';
import { runBenchmarks } from './runBenchmarks.js';

const usage = `Usage: make bench [BENCH='OPTIONS']
  --only NAME   only results with NAME in their names; may be given again
  --quick       as little as shows that the bench works, on embedded networks alone
  --out FILE    where the results go (build/bench.json)
`;

/** A shell's code for a program that was interrupted. */
const interruptedCode = 130;

/**
 * `make bench`: prints a table on standard output, progress on standard error, and writes the results.
 *
 * @returns the exit code: 0 when everything was measured, whether or not goals are met; 1 when something could not be; 2 for a
 * command line that is not understood.
 */
export async function runBench(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n${usage}`);
    return 2;
  }
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => {
      interruption.abort(new BenchError('BENCH_INTERRUPTED', `${name} came before everything was measured`));
    });
  }
  try {
    return await measure(options, interruption.signal);
  } catch (error) {
    say(error instanceof BenchError ? error.message : errorText(error));
    // What was given up may still wait for processes that are gone.
    if (interruption.signal.aborted) process.exit(interruptedCode);
    return 1;
  }
}

interface Options {
  readonly only: readonly string[];
  readonly quick: boolean;
  readonly out: string;
}

async function measure({ only, quick, out }: Options, signal: AbortSignal): Promise<number> {
  const settings = chooseSettings(quick);
  const { file, failures } = await runBenchmarks({ only, settings, signal, onProgress: say });
  await mkdir(dirname(out), { recursive: true });
  writeAtomically(out, `${JSON.stringify(file, null, 2)}\n`);
  process.stdout.write(renderReport(file));
  say(`written: ${out}`);
  for (const failure of failures) say(errorText(failure));
  if (failures.length > 0) say(`logs are kept in ${settings.dir}`);
  return failures.length === 0 ? 0 : 1;
}

function readOptions(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true, default: [] },
        quick: { type: 'boolean', default: false },
        out: { type: 'string', default: 'build/bench.json' },
      },
    });
    return { ...values, out: resolve(values.out) };
  } catch (error) {
    // parseArgs says in words what is wrong.
    return error instanceof Error ? error.message : String(error);
  }
}

function say(line: string): void {
  process.stderr.write(`[${(performance.now() / 1000).toFixed(0)} s] ${line}\n`);
}

function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
