import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext, Benchmark, Measured } from '../Benchmark.js';
import type { BenchSettings } from '../BenchSettings.js';
import { compareRounds } from '../results/compareRounds.js';
import type { Note } from '../results/Note.js';
import { summarise } from '../results/summarise.js';
import { memoryMb } from './memoryMb.js';
import type { NetworkKind } from './NetworkKind.js';
import type { NetworkMeasure } from './NetworkMeasure.js';
import { Site } from './Site.js';

/** What one round gave on one network. */
interface Sample {
  /** In the order of the measures. */
  readonly values: readonly number[];
  readonly notes: readonly Note[];
}

/**
 * Compares two networks in turns: each round makes, starts, measures and removes first the one and then the other, so that
 * they never run at the same time and whatever slows the machine down for a while slows both.
 */
export class NetworkBenchmark implements Benchmark {
  readonly #measures: readonly NetworkMeasure[];

  /** @param measures taken on each network, in this order. */
  constructor(measures: readonly NetworkMeasure[]) {
    this.#measures = measures;
  }

  names({ kinds }: BenchSettings): readonly string[] {
    return this.#measures.map((measure) => measure.name(...kinds));
  }

  async run(context: BenchContext): Promise<Measured> {
    const { kinds, rounds } = context.settings;
    const measures = this.#measures.filter((measure) => context.wants(measure.name(...kinds)));
    const [kind, against] = kinds;
    for (const each of new Set(kinds)) await prepare(each, context);
    const ours: Sample[] = [];
    const theirs: Sample[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      ours.push(await sample(kind, `${round}-measured`, measures, context));
      theirs.push(await sample(against, `${round}-against`, measures, context));
    }
    const results = measures.map((measure, index) => {
      const { unit, goal } = measure;
      const names = { name: measure.name(...kinds), against: measure.nameOn(against) };
      const values = ours.map((ourSample, round) => ({
        value: ourSample.values[index] ?? NaN,
        againstValue: theirs[round]?.values[index] ?? NaN,
      }));
      return compareRounds({ ...names, unit, goal }, values);
    });
    return { results, details: summarise([...ours, ...theirs].map(({ notes }) => notes)) };
  }
}

/** Makes a network once without starting it: what is built on first use is there before a clock runs. */
async function prepare(kind: NetworkKind, { settings, signal, onProgress }: BenchContext): Promise<void> {
  onProgress(`preparing ${kind}`);
  const dir = join(settings.dir, `${kind}-prepared`);
  await new Site(kind, dir, signal).make();
  await rm(dir, { recursive: true });
}

async function sample(
  kind: NetworkKind,
  folder: string,
  measures: readonly NetworkMeasure[],
  { settings, signal, onProgress }: BenchContext,
): Promise<Sample> {
  const dir = join(settings.dir, folder);
  const site = new Site(kind, dir, signal);
  const values: number[] = [];
  const notes: Note[] = [];
  try {
    onProgress(`round ${folder}: starting ${kind}`);
    await site.start();
    for (const measure of measures) {
      const taken = await measure.take(site, settings);
      onProgress(`round ${folder}: ${measure.nameOn(kind)} ${taken.value.toPrecision(3)} ${measure.unit}`);
      values.push(taken.value);
      notes.push(...taken.notes);
    }
    notes.push({ name: `${kind} memory`, value: await memoryMb(site.network), unit: 'MB' });
  } finally {
    await site.stop();
  }
  await rm(dir, { recursive: true });
  return { values, notes };
}
