import { EPOCH_SECONDS } from '@acequia/protocol';
import type { BenchSettings } from '../BenchSettings.js';
import type { Round } from '../results/Round.js';
import type { Note } from '../results/Note.js';
import type { Cost } from './measureCost.js';
import { SAMPLE_COUNTS, type SampleCount } from './SAMPLE_COUNTS.js';
import type { SealingRound } from './SealingRound.js';

/** Seconds of measured load in `make bench`, below which as few are written as show that it works. */
const FULL_MS = 5000;
const TURNS = 2;
/** Windows before anything counts: code that has just been loaded is slow. */
const WARM_UP = 60;
const TIMES: Readonly<Record<SampleCount, number>> = { 1: 120, 10: 120, 100: 120, 1000: 60, 10_000: 12 };
/** Windows of the latency: of ten samples, one at a time. */
const LATENCY_SAMPLES = 10;

/** Writing and reading windows of one size. */
export interface SizeNumbers {
  readonly cpu: Round;
  readonly bytes: Round;
  readonly read: Round;
}

/** What one round gave. */
export interface RoundNumbers {
  readonly writes: Readonly<Record<SampleCount, SizeNumbers>>;
  readonly latency: Round;
  readonly largest: Round;
  readonly notes: readonly Note[];
}

/** Measures everything once, sealed and plain in turns. */
export async function measureRound(
  round: SealingRound,
  { measureMs }: Pick<BenchSettings, 'measureMs'>,
  onProgress: (line: string) => void,
): Promise<RoundNumbers> {
  const scale = measureMs >= FULL_MS ? 1 : 1 / 20;
  const often = (times: number): number => Math.max(1, Math.round(times * scale));
  await inTurns(often(WARM_UP), (variant, times) => round.write(variant, 1, times));
  const measured = new Map<SampleCount, Measured>();
  for (const count of SAMPLE_COUNTS) {
    measured.set(count, await measureSize(round, count, often));
    onProgress(`windows of ${String(count)} samples measured`);
  }
  const latency = await inTurns(often(20), (variant, times) =>
    round.write(variant, LATENCY_SAMPLES, times, 1),
  );
  const unwrap = await round.unwrap(often(40));
  // Last: each of them revokes the one before.
  const epoch = await round.publishEpochs(often(40));
  const writes = Object.fromEntries(
    [...measured].map(([count, numbers]) => [
      count,
      spread(count, numbers, { epoch, unwrap, bytes: round.epochBytes }),
    ]),
  ) as Record<SampleCount, SizeNumbers>;
  const largest = measured.get(10_000);
  if (largest === undefined) throw new RangeError('the largest size was not measured');
  return {
    writes,
    latency: { value: latency.secure.clockMs, againstValue: latency.naive.clockMs },
    largest: {
      value: largest.write.secure.clockMs / 1000,
      againstValue: largest.write.naive.clockMs / 1000,
    },
    notes: notesOf(measured, { epoch, unwrap, bytes: round.epochBytes }),
  };
}

interface Both<T> {
  readonly secure: T;
  readonly naive: T;
}

interface Measured {
  readonly write: Both<Cost>;
  readonly read: Both<Cost>;
  readonly bytes: Both<{ readonly record: number; readonly transaction: number }>;
}

/** What an epoch costs, however many records it has. */
interface EpochCost {
  readonly epoch: Cost;
  readonly unwrap: Cost;
  readonly bytes: number;
}

async function measureSize(
  round: SealingRound,
  count: SampleCount,
  often: (times: number) => number,
): Promise<Measured> {
  const write = await inTurns(often(TIMES[count]), (variant, times) => round.write(variant, count, times));
  const read = await inTurns(often(TIMES[count]), (variant, times) => round.read(variant, times));
  const bytes = { secure: await round.bytes('secure', count), naive: await round.bytes('naive', count) };
  return { write, read, bytes };
}

/** Sealed and plain one after the other, several times over, so that whatever slows the machine slows both. */
async function inTurns(
  times: number,
  work: (variant: 'secure' | 'naive', times: number) => Promise<Cost>,
): Promise<Both<Cost>> {
  const costs: Both<Cost[]> = { secure: [], naive: [] };
  for (let turn = 0; turn < TURNS; turn += 1) {
    const order = turn % 2 === 0 ? (['naive', 'secure'] as const) : (['secure', 'naive'] as const);
    for (const variant of order) costs[variant].push(await work(variant, times));
  }
  return { secure: mean(costs.secure), naive: mean(costs.naive) };
}

function mean(costs: readonly Cost[]): Cost {
  const sum = (of: (cost: Cost) => number): number => costs.reduce((total, cost) => total + of(cost), 0);
  return {
    processorMs: sum(({ processorMs }) => processorMs) / costs.length,
    clockMs: sum(({ clockMs }) => clockMs) / costs.length,
  };
}

/** Adds to the sealed side its share of an epoch: L samples of as many as an epoch has seconds. */
function spread(count: SampleCount, { write, read, bytes }: Measured, cost: EpochCost): SizeNumbers {
  const share = count / EPOCH_SECONDS;
  return {
    cpu: {
      value: write.secure.processorMs + share * cost.epoch.processorMs,
      againstValue: write.naive.processorMs,
    },
    bytes: { value: bytes.secure.record + share * cost.bytes, againstValue: bytes.naive.record },
    read: {
      value: read.secure.processorMs + share * cost.unwrap.processorMs,
      againstValue: read.naive.processorMs,
    },
  };
}

function notesOf(measured: ReadonlyMap<SampleCount, Measured>, { epoch, unwrap, bytes }: EpochCost): Note[] {
  return [
    ...[...measured].flatMap(([count, { bytes: both }]): Note[] => [
      { name: `secure transaction L=${count}`, value: both.secure.transaction, unit: 'bytes' },
      { name: `naive transaction L=${count}`, value: both.naive.transaction, unit: 'bytes' },
    ]),
    { name: 'an epoch alone: keys, wraps, transaction', value: epoch.processorMs, unit: 'ms CPU' },
    { name: 'an epoch alone', value: bytes, unit: 'bytes' },
    { name: "a delegatee's unwrap alone", value: unwrap.processorMs, unit: 'ms CPU' },
  ];
}
