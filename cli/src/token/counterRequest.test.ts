import { expect } from 'chai';
import { describe, it } from 'mocha';
import { Output } from '../output/Output.js';
import { counterRequest } from './counterRequest.js';

describe('a request to the counter', () => {
  const lines: string[] = [];
  const write = (text: string): void => {
    lines.push(text);
  };
  const output = new Output(false, { out: write, err: write });
  const ask = (name?: string, step = 'buy SH1', amount = '100'): string =>
    counterRequest({ step, amount, name }, output);

  it('is the same one by the name that was told before it was sent, and another one without', () => {
    const first = ask();
    const name = /--request ([0-9a-f]{32}) /.exec(lines.at(-1) ?? '')?.[1];
    expect(name).to.be.a('string');
    expect(ask(name)).to.equal(first);
    expect(ask()).to.not.equal(first);
  });

  it('is another one of another amount, home or kind', () => {
    const name = 'a'.repeat(32);
    const ids = [ask(name), ask(name, 'sell SH1'), ask(name, 'buy SH2'), ask(name, 'buy SH1', '101')];
    expect(new Set(ids).size).to.equal(4);
  });

  it('has a name that nobody draws twice', () => {
    for (const name of ['', 'march', 'A'.repeat(32)]) expect(() => ask(name)).to.throw('REQUEST_INVALID');
  });
});
