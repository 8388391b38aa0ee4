import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext, Benchmark, Measured } from '../Benchmark.js';
import { Site } from '../networks/Site.js';
import { compareRounds } from '../results/compareRounds.js';
import { summarise } from '../results/summarise.js';
import { PAPER_DETAILS } from './PAPER_DETAILS.js';
import { comparisons } from './comparisons.js';
import { SealingRound } from './SealingRound.js';
import { measureRound, type RoundNumbers } from './measureRound.js';

/**
 * Paper 000's Table 4 on this system: what writing and reading of sealed windows costs, against the same transactions in the
 * clear. L is the number of 100-byte samples in one record. An epoch's costs are spread over its samples, one a second, as a
 * meter's customer port gives them: so the largest record fits into one epoch.
 */
export class SealingBenchmark implements Benchmark {
  names(): readonly string[] {
    return comparisons.map(({ comparison }) => comparison.name);
  }

  async run(context: BenchContext): Promise<Measured> {
    const { settings, wants } = context;
    const rounds: RoundNumbers[] = [];
    for (let round = 1; round <= settings.rounds; round += 1) rounds.push(await this.#round(round, context));
    const results = comparisons
      .filter(({ comparison }) => wants(comparison.name))
      .map(({ comparison, of }) => compareRounds(comparison, rounds.map(of)));
    return { results, details: [...summarise(rounds.map(({ notes }) => notes)), ...PAPER_DETAILS] };
  }

  async #round(round: number, { settings, signal, onProgress }: BenchContext): Promise<RoundNumbers> {
    const [kind] = settings.kinds;
    const dir = join(settings.dir, `sealing-${String(round)}`);
    const site = new Site(kind, dir, signal);
    try {
      onProgress(`round ${String(round)}: sealed and plain windows on ${kind}`);
      await site.start();
      const clients = Math.min(settings.clients, MOST_CLIENTS);
      return await measureRound(await SealingRound.prepare(site, clients), settings, onProgress);
    } finally {
      await site.stop();
      await rm(dir, { recursive: true, force: true });
    }
  }
}

/** Enough that blocks are shared as in a neighbourhood, few enough that one home's windows are not in each other's way. */
const MOST_CLIENTS = 6;
