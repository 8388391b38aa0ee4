import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { describeMachine, renderReport, writeAtomically, type ResultsFile } from '@acequia/network/common';
import { calibrateQuota } from './fig11/calibrateQuota.js';
import { PAPER } from './fig11/PAPER.js';
import { plotFig11 } from './fig11/plotFig11.js';
import { replayFig11 } from './fig11/replay/replayFig11.js';
import { runFig11 } from './fig11/runFig11.js';
import { percent } from './percent.js';
import { readOptions } from './readOptions.js';
import { seedsUpTo } from './seedsUpTo.js';
import { StudyError } from './StudyError.js';
import type { StudyOptions } from './StudyOptions.js';

type Replay = NonNullable<StudyOptions['replay']>;

const usage = `Usage: make studies STUDY='OPTIONS'
  --seeds N        how many months are drawn (100)
  --clearing       our trading without the ledger: the same numbers in a tenth of the time
  --out FILE       where the results go (build/studies.json), and fig11.svg beside them
  --calibrate      find the daily quota with which no trading has the paper's excess, and nothing else
  --replay-seed N  trade the month of one seed on the embedded network and compare it with the one in memory, and nothing else
  --speed N        of the replay: ledger seconds a second (3600: a month in 12 minutes)
`;

/**
 * `make studies`: prints a table on standard output, progress on standard error, and writes the results.
 *
 * @returns the exit code: 0 when everything was computed; 1 when something could not be; 2 for a command line that is not understood.
 */
export async function runStudies(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options.replay !== undefined) await replay(options.replay, options);
    else await (options.calibrate ? calibrate(options) : study(options));
    return 0;
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    const isUnknown = error.code === 'STUDY_UNKNOWN';
    process.stderr.write(`${error.message}\n${isUnknown ? usage : ''}`);
    return isUnknown ? 2 : 1;
  }
}

async function study({ seeds, market, data, out }: StudyOptions): Promise<void> {
  const { outcomes, results, details } = await runFig11({ seeds, market, data, onProgress: say });
  const file: ResultsFile = { results, details, machine: describeMachine() };
  const plot = join(dirname(out), 'fig11.svg');
  await mkdir(dirname(out), { recursive: true });
  writeAtomically(out, `${JSON.stringify(file, null, 2)}\n`);
  writeAtomically(plot, plotFig11(outcomes));
  process.stdout.write(renderReport(file));
  say(`written: ${out}, ${plot}`);
}

async function replay({ seed, speed }: Replay, { out }: StudyOptions): Promise<void> {
  const line = await replayFig11({ seed, speed, dir: dirname(out), onProgress: say });
  process.stdout.write(`${line}\n`);
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
