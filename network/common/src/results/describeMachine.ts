import { cpus, totalmem } from 'node:os';
import type { ResultsFile } from './resultsFileSchema.js';

/** Where and when the numbers come from. */
export function describeMachine(): ResultsFile['machine'] {
  const processors = cpus();
  return {
    date: new Date().toISOString(),
    cores: processors.length,
    processor: processors[0]?.model ?? 'unknown',
    memoryMb: Math.round(totalmem() / 2 ** 20),
    node: process.version,
  };
}
