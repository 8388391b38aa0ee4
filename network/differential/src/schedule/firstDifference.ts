/** Where two JSON values first differ. */
export interface Difference {
  /** Such as `[2].codes.SH1MSP`. */
  readonly path: string;
  readonly one: unknown;
  readonly other: unknown;
}

/** The first place where two JSON values differ, in the order of `one`; `undefined` when they are the same. */
export function firstDifference(one: unknown, other: unknown, path = ''): Difference | undefined {
  if (Object.is(one, other)) return undefined;
  if (!isComposite(one) || !isComposite(other) || Array.isArray(one) !== Array.isArray(other))
    return { path, one, other };
  const ones = new Map(Object.entries(one));
  const others = new Map(Object.entries(other));
  for (const name of new Set([...ones.keys(), ...others.keys()])) {
    const place = Array.isArray(one) ? `${path}[${name}]` : `${path}.${name}`;
    const difference = firstDifference(ones.get(name), others.get(name), place);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isComposite(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
