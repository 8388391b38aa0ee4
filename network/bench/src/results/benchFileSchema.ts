import { z } from 'zod';

const goalSchema = z.strictObject({
  of: z.enum(['ratio', 'value']),
  op: z.enum(['<=', '>=']),
  limit: z.number(),
});
export type Goal = z.infer<typeof goalSchema>;

const resultSchema = z.strictObject({
  name: z.string(),
  /** Median of the rounds. */
  value: z.number().positive(),
  unit: z.string(),
  /** What it was compared with in the same run, and the median of that. */
  against: z.string(),
  againstValue: z.number().positive(),
  /** `value` by `againstValue`. */
  ratio: z.number().positive(),
  /** Smallest and largest ratio of a round. */
  spread: z.tuple([z.number(), z.number()]),
  goal: goalSchema,
  met: z.boolean(),
  /** Rounds. */
  runs: z.int().positive(),
});
export type Result = z.infer<typeof resultSchema>;

/** `build/bench.json`. */
export const benchFileSchema = z.strictObject({
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
export type BenchFile = z.infer<typeof benchFileSchema>;
