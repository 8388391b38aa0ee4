import { quantile, rangeOf } from '@acequia/network/common';
import type { Detail } from './Detail.js';
import type { Note } from './Note.js';

/** What the rounds noted under the same name, as one number each: their median, with their range. */
export function summarise(rounds: readonly (readonly Note[])[]): Detail[] {
  const byName = new Map<string, { unit: string; values: number[] }>();
  for (const { name, unit, value } of rounds.flat()) {
    const known = byName.get(name);
    if (known === undefined) byName.set(name, { unit, values: [value] });
    else known.values.push(value);
  }
  return [...byName].map(([name, { unit, values }]) => ({
    name,
    value: quantile(values, 0.5),
    unit,
    spread: rangeOf(values),
  }));
}
