import type { InitState } from './initStateSchema.js';

/** Says in one line where the readings come from. */
export function sourceLine({ dataDir, file }: Pick<InitState, 'dataDir' | 'file'>): string {
  if (dataDir === null) return 'data: built-in household model (no data folder)';
  const sources = file.homes.flatMap(({ meters }) => meters.map(({ source }) => source));
  const files = new Set(sources.flatMap((source) => (source.format === 'model' ? [] : [source.file])));
  const homes = file.homes.length;
  return `data: readings of ${String(homes)} measured households, ${file.period} (${[...files].join(', ')})`;
}
