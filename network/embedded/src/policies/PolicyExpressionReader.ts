import { PolicyError } from './PolicyError.js';
import type { PolicyExpression } from './PolicyExpression.js';
import type { PolicyToken } from './PolicyToken.js';

const gates = new Map<string, 'and' | 'or' | 'outof'>([
  ...['And', 'and', 'AND'].map((name) => [name, 'and'] as const),
  ...['Or', 'or', 'OR'].map((name) => [name, 'or'] as const),
  ...['OutOf', 'outof', 'OUTOF'].map((name) => [name, 'outof'] as const),
]);

/** Reads one expression from its words. */
export class PolicyExpressionReader {
  readonly #tokens: readonly PolicyToken[];
  #position = 0;

  constructor(tokens: readonly PolicyToken[]) {
    this.#tokens = tokens;
  }

  /** @throws PolicyError unless the words are one expression */
  read(): PolicyExpression {
    const expression = this.#expression();
    const rest = this.#tokens[this.#position];
    if (rest !== undefined) {
      throw new PolicyError(`Invalid token: '${rest.value}'`);
    }
    return expression;
  }

  #expression(): PolicyExpression {
    const token = this.#next();
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: token.value };
      case 'text':
        return { kind: 'text', value: token.value };
      case 'name':
        return this.#at('(') ? this.#gate(token.value) : { kind: 'name', value: token.value };
      case 'symbol':
        return this.#inParentheses(token.value);
    }
  }

  #inParentheses(symbol: string): PolicyExpression {
    if (symbol !== '(') {
      throw new PolicyError(`Invalid token: '${symbol}'`);
    }
    const expression = this.#expression();
    this.#take(')');
    return expression;
  }

  #gate(name: string): PolicyExpression {
    const gate = gates.get(name);
    if (gate === undefined) {
      throw new PolicyError(`Undefined function ${name}`);
    }
    this.#take('(');
    const members: PolicyExpression[] = [];
    while (!this.#at(')')) {
      if (members.length > 0) {
        this.#take(',');
      }
      members.push(this.#expression());
    }
    this.#take(')');
    return { kind: 'gate', gate, members };
  }

  #at(symbol: string): boolean {
    const token = this.#tokens[this.#position];
    return token?.kind === 'symbol' && token.value === symbol;
  }

  #take(symbol: string): void {
    const token = this.#next();
    if (token.kind !== 'symbol' || token.value !== symbol) {
      throw new PolicyError(`Invalid token: '${token.value}'`);
    }
  }

  #next(): PolicyToken {
    const token = this.#tokens[this.#position];
    if (token === undefined) {
      throw new PolicyError('Unexpected end of expression');
    }
    this.#position += 1;
    return token;
  }
}
