import { z } from 'zod';

const goalSchema = z.strictObject({
  of: z.enum(['ratio', 'value']),
  op: z.enum(['<=', '>=']),
  limit: z.number(),
});
export type Goal = z.infer<typeof goalSchema>;

const resultSchema = z.strictObject({
  name: z.string(),
  /** Median of the rounds, or the worst where things are counted that should not be; of a study, over all its seeds. */
  value: z.number().nonnegative(),
  unit: z.string(),
  /** What it was compared with in the same run, and the median of that; in a study, the number of the paper. */
  against: z.string(),
  againstValue: z.number().positive(),
  /** `value` by `againstValue`. */
  ratio: z.number().nonnegative(),
  /** Smallest and largest ratio of a round or seed. */
  spread: z.tuple([z.number(), z.number()]),
  goal: goalSchema,
  met: z.boolean(),
  /** Rounds; seeds of a study. */
  runs: z.int().positive(),
});
export type Result = z.infer<typeof resultSchema>;

/** `build/bench.json` and `build/studies.json`. */
export const resultsFileSchema = z.strictObject({
  results: z.array(resultSchema),
  /** What was noted on the way; no goals. */
  details: z.array(
    z.strictObject({
      name: z.string(),
      /** Median of the rounds. */
      value: z.number(),
      unit: z.string(),
      spread: z.tuple([z.number(), z.number()]),
    }),
  ),
  machine: z.strictObject({
    date: z.iso.datetime(),
    cores: z.int(),
    processor: z.string(),
    memoryMb: z.int(),
    node: z.string(),
  }),
});
export type ResultsFile = z.infer<typeof resultsFileSchema>;
