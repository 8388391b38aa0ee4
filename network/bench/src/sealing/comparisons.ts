import type { Comparison } from '../results/Comparison.js';
import type { Round } from '../results/Round.js';
import type { RoundNumbers } from './measureRound.js';
import { SAMPLE_COUNTS, type SampleCount } from './SAMPLE_COUNTS.js';

/** One result: what it is called and hoped for, and a round's two numbers of it. */
export interface SealingComparison {
  readonly comparison: Comparison;
  readonly of: (round: RoundNumbers) => Round;
}

const CPU_LIMITS: Readonly<Record<SampleCount, number>> = {
  1: 1.7,
  10: 1.3,
  100: 1.3,
  1000: 1.3,
  10_000: 1.3,
};
const BYTES_LIMITS: Readonly<Record<SampleCount, number>> = {
  1: 2.1,
  10: 1.15,
  100: 1.15,
  1000: 1.15,
  10_000: 1.15,
};
/** The least of what the paper's reading costs against plain reading. */
const PAPER_READING = 5.8;

const ratio = (name: string, unit: string, against: string, limit: number): Comparison => ({
  name,
  unit,
  against,
  goal: { of: 'ratio', op: '<=', limit },
});

/** Everything that the sealing benchmark gives. */
export const comparisons: readonly SealingComparison[] = [
  ...SAMPLE_COUNTS.map((count) => ({
    comparison: ratio(`secure/naive CPU L=${count}`, 'ms', `naive CPU L=${count}`, CPU_LIMITS[count]),
    of: ({ writes }: RoundNumbers): Round => writes[count].cpu,
  })),
  ...SAMPLE_COUNTS.map((count) => ({
    comparison: ratio(
      `secure/naive bytes L=${count}`,
      'bytes',
      `naive bytes L=${count}`,
      BYTES_LIMITS[count],
    ),
    of: ({ writes }: RoundNumbers): Round => writes[count].bytes,
  })),
  {
    comparison: ratio('secure/naive latency', 'ms', 'naive latency', 1.15),
    of: ({ latency }) => latency,
  },
  ...SAMPLE_COUNTS.map((count) => ({
    comparison: ratio(
      `secure/naive delegation read L=${count}`,
      'ms',
      `naive read L=${count}`,
      PAPER_READING,
    ),
    of: ({ writes }: RoundNumbers): Round => writes[count].read,
  })),
  {
    comparison: {
      name: 'secure L=10000 commit',
      unit: 's',
      against: 'naive L=10000 commit',
      goal: { of: 'value', op: '<=', limit: 10 },
    },
    of: ({ largest }) => largest,
  },
];
