import type { ResultsFile } from '@acequia/network/common';

/** Something noted beside the results. */
export type Detail = ResultsFile['details'][number];
