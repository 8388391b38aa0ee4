/** The values of L in paper 000's Table 4. */
export const SAMPLE_COUNTS = [1, 10, 100, 1000, 10_000] as const;
export type SampleCount = (typeof SAMPLE_COUNTS)[number];
