import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { isDeepStrictEqual } from 'node:util';
import { StudyError } from '../../StudyError.js';
import { measure } from '../measures/measure.js';
import { modelCase } from '../modelCase.js';
import { percent } from '../../percent.js';
import { runMonths } from '../runMonths.js';
import { replayCase } from './replayCase.js';

/** What is replayed. */
export interface ReplayOfSeed {
  readonly seed: number;
  /** Ledger seconds a second. */
  readonly speed: number;
  /** Folder for the network while it runs; absolute. */
  readonly dir: string;
  /** Told what is going on, a line at a time. */
  readonly onProgress: (line: string) => void;
}

/**
 * Replays a month of the model on the embedded network, and compares every home's every day with the same month on the contracts
 * in memory.
 *
 * @returns what it came to, as a line for people.
 * @throws StudyError STUDY_UNSOUND when a single day of a single home differs. @throws what `replayCase` throws.
 */
export async function replayFig11({ seed, speed, dir, onProgress }: ReplayOfSeed): Promise<string> {
  const [inMemory] = await runMonths({ seeds: [seed], market: 'contracts', onDone: () => undefined });
  onProgress('in memory the month is traded');
  const begin = performance.now();
  const { days, ...counts } = await replayCase(modelCase(seed), {
    dir: join(dir, `fig11-${process.pid}`),
    speed,
    onProgress,
  });
  if (!isDeepStrictEqual(days, inMemory?.ours)) {
    throw new StudyError(
      'STUDY_UNSOUND',
      `seed ${seed} came to something else on the network than in memory`,
    );
  }
  const { auctions, bids, sales, blocks } = counts;
  const seconds = ((performance.now() - begin) / 1000).toFixed(0);
  return (
    `seed ${seed}, ${days.length} home-days, excess ${percent(measure([days]).excess)}: the same on the embedded network as in memory ` +
    `(${auctions} auctions, ${bids} bids, ${sales} sales, ${blocks} blocks, ${seconds} s)`
  );
}
