import { expect } from 'chai';
import { keysOf } from '../../test/simulation/keysOf.js';
import { namespaceOf } from '../../test/simulation/namespaceOf.js';
import { numberedKeys } from '../../test/simulation/numberedKeys.js';
import { simulatorOver } from '../../test/simulation/simulatorOver.js';
import type { NamespaceReadWriteSet } from './ReadWriteSet.js';
import type { TxSimulator } from './TxSimulator.js';

describe('ranges in a simulation', () => {
  const queriesOf = (simulator: TxSimulator): NamespaceReadWriteSet['rangeQueries'] | undefined =>
    namespaceOf(simulator.results(), 'cc')?.rangeQueries;

  it('has the last key for its end until the caller has seen that there is no more', () => {
    const simulator = simulatorOver(numberedKeys(3));
    const range = simulator.getStateRange('cc', '', '', 0);
    range.next();
    range.next();
    range.next();
    expect(queriesOf(simulator)?.map(({ endKey, exhausted }) => [endKey, exhausted])).to.deep.equal([
      ['key002', false],
    ]);
  });

  it('has no end when nobody asked for a result', () => {
    const simulator = simulatorOver(numberedKeys(3));
    simulator.getStateRange('cc', 'key', 'l', 0);
    expect(queriesOf(simulator)).to.deep.equal([
      { startKey: 'key', endKey: '', exhausted: false, reads: [], summary: undefined },
    ]);
  });

  it('excludes its end, and finds nothing when it ends before it starts', () => {
    const simulator = simulatorOver(numberedKeys(5));
    expect(keysOf(simulator.getStateRange('cc', 'key001', 'key003', 0))).to.deep.equal(['key001', 'key002']);
    expect(keysOf(simulator.getStateRange('cc', 'z', 'a', 0))).to.deep.equal([]);
    expect(keysOf(simulator.getStateRange('dd', '', '', 0))).to.deep.equal([]);
  });

  it('summarises more than 50 results', () => {
    const simulator = simulatorOver(numberedKeys(51));
    keysOf(simulator.getStateRange('cc', '', '', 0));
    const [query] = queriesOf(simulator) ?? [];
    expect(query?.reads).to.deep.equal([]);
    expect(query?.summary?.maxDegree).to.equal(50);
    expect(query?.summary?.maxLevel).to.equal(1);
    expect(query?.summary?.hashes.length).to.equal(1);
  });

  it('goes on from page to page by bookmark', () => {
    const simulator = simulatorOver(numberedKeys(5));
    const pages: string[][] = [];
    let start = '';
    do {
      const range = simulator.getStateRange('cc', start, 'key004', 3);
      const page = [range.next()?.key, range.next()?.key, range.next()?.key];
      pages.push(page.filter((key) => key !== undefined));
      start = range.bookmark();
      expect(range.next()).to.equal(undefined);
    } while (start !== '');
    expect(pages).to.deep.equal([['key000', 'key001', 'key002'], ['key003']]);
  });

  it('ends a page at its size', () => {
    const simulator = simulatorOver(numberedKeys(5));
    const range = simulator.getStateRange('cc', '', 'l', 2);
    expect(keysOf(range)).to.deep.equal(['key000', 'key001']);
    expect(range.bookmark()).to.equal('key002');
    expect(queriesOf(simulator)?.map(({ endKey, exhausted }) => [endKey, exhausted])).to.deep.equal([
      ['l', true],
    ]);
  });

  it('has no bookmark at the end', () => {
    const range = simulatorOver(numberedKeys(2)).getStateRange('cc', '', '', 2);
    expect(keysOf(range)).to.deep.equal(['key000', 'key001']);
    expect(range.bookmark()).to.equal('');
  });

  it('is paginated without a limit when the page size is below 0', () => {
    const simulator = simulatorOver(numberedKeys(5));
    expect(keysOf(simulator.getStateRange('cc', 'key002', '', -1)).length).to.equal(3);
    expect(() => {
      simulator.deleteState('cc', 'k');
    }).to.throw(/Transaction has already performed a paginated query/);
  });
});
