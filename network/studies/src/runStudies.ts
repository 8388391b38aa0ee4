import { performance } from 'node:perf_hooks';
import { calibrateQuota } from './fig11/calibrateQuota.js';
import { PAPER } from './fig11/PAPER.js';
import { percent } from './percent.js';
import { readOptions } from './readOptions.js';
import { seedsUpTo } from './seedsUpTo.js';
import { StudyError } from './StudyError.js';
import type { StudyOptions } from './StudyOptions.js';

const usage = `Usage: make studies STUDY='OPTIONS'
  --calibrate   find the daily quota with which no trading has the paper's excess
  --seeds N     how many months are drawn (100)
`;

/**
 * `make studies`: prints a table on standard output, progress on standard error.
 *
 * @returns the exit code: 0 when everything was computed; 1 when something could not be; 2 for a command line that is not understood.
 */
export async function runStudies(args: readonly string[]): Promise<number> {
  try {
    await calibrate(readOptions(args));
    return 0;
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    const isUnknown = error.code === 'STUDY_UNKNOWN';
    process.stderr.write(`${error.message}\n${isUnknown ? usage : ''}`);
    return isUnknown ? 2 : 1;
  }
}

async function calibrate({ seeds }: StudyOptions): Promise<void> {
  const { quota, excess } = await calibrateQuota(seedsUpTo(seeds), PAPER.noTrading.excess, (tried) => {
    say(`${tried.quota} L a day: ${percent(tried.excess)} excess`);
  });
  process.stdout.write(`${quota} L a day: ${percent(excess)} excess without trading, ${seeds} seeds\n`);
}

function say(line: string): void {
  process.stderr.write(`[${(performance.now() / 1000).toFixed(0)} s] ${line}\n`);
}
