const units = new Map([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** Milliseconds of a time as Go writes it, such as `1m0.5s`; `undefined` when it is none or negative. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(text)) {
    return text === '0' ? 0 : undefined;
  }
  let milliseconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)) {
    milliseconds += Number(amount) * (units.get(unit ?? '') ?? 0);
  }
  // Go counts nanoseconds; the sum of binary fractions must not say otherwise.
  return Math.round(milliseconds * 1e6) / 1e6;
}
