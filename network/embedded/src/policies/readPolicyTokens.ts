import { PolicyError } from './PolicyError.js';
import type { PolicyToken } from './PolicyToken.js';

const patterns = {
  space: /\s+/uy,
  number: /-?\d+(\.\d+)?/uy,
  name: /\p{L}[\p{L}\p{Nd}_.]*/uy,
  // As in Fabric's expression language either quote closes a text, and a backslash takes the next character as it is.
  text: /['"]((?:\\.|[^'"\\])*)['"]/suy,
  symbol: /[(),]/uy,
  other: /./suy,
} as const;

/**
 * The words of a policy expression.
 *
 * @throws PolicyError for a character that has no meaning there, an open text or parentheses that do not match
 */
export function readPolicyTokens(expression: string): PolicyToken[] {
  const tokens: PolicyToken[] = [];
  let position = 0;
  while (position < expression.length) {
    const [kind, match] = wordAt(expression, position);
    position += match[0].length;
    if (kind !== 'space') {
      tokens.push(tokenOf(kind, match));
    }
  }
  const count = (symbol: string): number =>
    tokens.filter(({ kind, value }) => kind === 'symbol' && value === symbol).length;
  if (count('(') !== count(')')) {
    throw new PolicyError('Unbalanced parenthesis');
  }
  return tokens;
}

function wordAt(expression: string, position: number): readonly [string, RegExpExecArray] {
  for (const [kind, pattern] of Object.entries(patterns)) {
    pattern.lastIndex = position;
    const match = pattern.exec(expression);
    if (match !== null) {
      return [kind, match];
    }
  }
  throw new PolicyError('Unexpected end of expression');
}

function tokenOf(kind: string, match: RegExpExecArray): PolicyToken {
  const [word, quoted = ''] = match;
  switch (kind) {
    case 'number':
      return { kind, value: Number(word) };
    case 'text':
      return { kind, value: quoted.replaceAll(/\\(.)/gsu, '$1') };
    case 'name':
    case 'symbol':
      return { kind, value: word };
    default:
      throw new PolicyError(/['"]/.test(word) ? 'Unclosed string literal' : `Invalid token: '${word}'`);
  }
}
