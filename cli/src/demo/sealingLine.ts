import { groupThousands } from '../format/groupThousands.js';
import type { DemoReport } from './demoReportSchema.js';

/** What was sealed, and whether the community could read it. */
export function sealingLine({ epochs, windows, unopened }: DemoReport['sealing']): string {
  const number = (value: number): string => groupThousands(BigInt(value));
  const opened =
    unopened === 0
      ? 'the community opened all of them'
      : `the community has not opened ${number(unopened)} of them`;
  return `sealed: ${number(windows)} windows of readings under the keys of ${number(epochs)} epochs; ${opened}`;
}
