import type { BenchFile } from './benchFileSchema.js';

/** Something noted beside the results. */
export type Detail = BenchFile['details'][number];
