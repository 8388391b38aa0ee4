import { AuctionBenchmark } from './auctions/AuctionBenchmark.js';
import type { Benchmark } from './Benchmark.js';
import { NetworkBenchmark } from './networks/NetworkBenchmark.js';
import { nullMeasure } from './networks/measures/nullMeasure.js';
import { startMeasure } from './networks/measures/startMeasure.js';
import { submissionMeasure } from './networks/measures/submissionMeasure.js';
import { SealingBenchmark } from './sealing/SealingBenchmark.js';

/** Everything that `make bench` measures, in this order. */
export const benchmarks: readonly Benchmark[] = [
  new NetworkBenchmark([startMeasure, nullMeasure, submissionMeasure]),
  new SealingBenchmark(),
  new AuctionBenchmark(),
];
