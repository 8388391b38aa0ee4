import type { ResultsFile, Result } from './resultsFileSchema.js';

/** A bench's or a study's file for people: the results as a table, below it what was noted on the way. */
export function renderReport({ results, details, machine }: ResultsFile): string {
  const head = ['measured', 'value', 'against', 'ratio', 'spread', 'goal', 'met', 'runs'];
  const noted = details.map(({ name, value, unit, spread }) => [
    name,
    `${shown(value)} ${unit}`,
    range(spread),
  ]);
  const { cores, processor, memoryMb, node, date } = machine;
  return [
    ...aligned([head, ...results.map(rowOf)]),
    '',
    ...aligned(noted),
    '',
    `${cores} cores (${processor}), ${memoryMb} MB, Node ${node}, ${date}`,
    '',
  ].join('\n');
}

function rowOf(result: Result): string[] {
  const { name, value, unit, against, againstValue, ratio, spread, goal, met, runs } = result;
  return [
    name,
    `${shown(value)} ${unit}`,
    `${against} ${shown(againstValue)} ${unit}`,
    shown(ratio),
    range(spread),
    `${goal.of} ${goal.op} ${goal.limit}`,
    met ? 'yes' : 'no',
    String(runs),
  ];
}

function range([from, to]: readonly [number, number]): string {
  return `${shown(from)} to ${shown(to)}`;
}

/** Three digits say all that such a measurement knows. */
function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(cell.length, widest[column] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
