import { firstDifference } from './firstDifference.js';

/** What each network said of the same thing. */
export interface Said {
  readonly kind: string;
  readonly said: unknown;
}

/** @throws Error that names what was asked, where the answers part, and both answers */
export function expectSame(asked: string, [one, other]: readonly [Said, Said]): void {
  const difference = firstDifference(one.said, other.said);
  if (difference === undefined) return;
  throw new Error(
    [
      `the networks differ at ${asked}, in ${difference.path === '' ? 'all' : difference.path}`,
      `  ${one.kind}: ${JSON.stringify(difference.one)}`,
      `  ${other.kind}: ${JSON.stringify(difference.other)}`,
      `  all that ${one.kind} said: ${JSON.stringify(one.said)}`,
      `  all that ${other.kind} said: ${JSON.stringify(other.said)}`,
    ].join('\n'),
  );
}
