import { expect } from 'chai';
import { ArraySnapshot } from '../../test/simulation/ArraySnapshot.js';
import { fabricVectors } from '../../test/simulation/fabricVectors.js';
import { hexOf } from '../../test/simulation/hexOf.js';
import { keysOf } from '../../test/simulation/keysOf.js';
import { metadataFrom } from '../../test/simulation/metadataFrom.js';
import { namespaceOf } from '../../test/simulation/namespaceOf.js';
import { simulatorOver } from '../../test/simulation/simulatorOver.js';
import { SimulationError } from './SimulationError.js';

describe('public state in a simulation', () => {
  const state = (): ArraySnapshot =>
    new ArraySnapshot()
      .put('aa', 'x', 'of aa', { block: 300, tx: 5 })
      .put('cc', 'a', 'first', { block: 0, tx: 0 })
      .put('cc', 'b', 'second', { block: 3, tx: 1 })
      .put('cc', 'key00000', '0', { block: 0, tx: 0 })
      .put('cc', 'key00001', '1', { block: 0, tx: 1 })
      .put('cc', 'key00002', '2', { block: 0, tx: 2 });

  it('records the bytes that Fabric records', () => {
    const simulator = simulatorOver(state());
    expect(simulator.getState('cc', 'b')).to.deep.equal(Buffer.from('second'));
    expect(simulator.getState('cc', 'a')).to.deep.equal(Buffer.from('first'));
    expect(simulator.getState('cc', 'none')).to.equal(undefined);
    expect(simulator.getState('cc', '\u{1F600}')).to.equal(undefined);
    expect(simulator.getState('cc', '\uFFFD')).to.equal(undefined);
    expect(simulator.getState('aa', 'x')).to.deep.equal(Buffer.from('of aa'));
    simulator.setState('cc', 'w', Buffer.from('one'));
    simulator.setState('cc', 'w', Buffer.from('two'));
    simulator.deleteState('cc', 'gone');
    simulator.setState('cc', 'blank', new Uint8Array());
    simulator.setStateMetadata('cc', 'm', metadataFrom({ VALIDATION_PARAMETER: 'policy', A: 'a' }));
    simulator.setStateMetadata('cc', 'gone', new Map());
    expect(keysOf(simulator.getStateRange('cc', 'q', 'z', 0))).to.deep.equal([]);
    for (let times = 0; times < 2; times++) {
      const closedEarly = simulator.getStateRange('cc', 'key', 'l', 0);
      expect(closedEarly.next()).to.deep.equal({ key: 'key00000', value: Buffer.from('0') });
      expect(closedEarly.next()).to.deep.equal({ key: 'key00001', value: Buffer.from('1') });
      closedEarly.close();
    }
    expect(keysOf(simulator.getStateRange('cc', 'key', 'l', 0))).to.deep.equal([
      'key00000',
      'key00001',
      'key00002',
    ]);
    const { readWriteSet, privateWrites } = simulator.results();
    expect(hexOf(readWriteSet)).to.equal(fabricVectors.publicOperations);
    expect(privateWrites).to.equal(undefined);
  });

  it('records nothing when nothing was done', () => {
    const { readWriteSet, privateWrites, footprint } = simulatorOver(state()).results();
    expect(hexOf(readWriteSet)).to.equal('');
    expect(privateWrites).to.equal(undefined);
    expect(footprint.namespaces.size).to.equal(0);
  });

  it('does not read its own writes, and records a key that was read twice once', () => {
    const simulator = simulatorOver(state());
    simulator.setState('cc', 'a', Buffer.from('changed'));
    simulator.deleteState('cc', 'b');
    expect(simulator.getState('cc', 'a')).to.deep.equal(Buffer.from('first'));
    expect(simulator.getState('cc', 'a')).to.deep.equal(Buffer.from('first'));
    expect(simulator.getState('cc', 'b')).to.deep.equal(Buffer.from('second'));
    expect(keysOf(simulator.getStateRange('cc', 'a', 'c', 0))).to.deep.equal(['a', 'b']);
    const cc = namespaceOf(simulator.results(), 'cc');
    expect(cc?.reads.map(({ key }) => key)).to.deep.equal(['a', 'b']);
    expect(cc?.writes.map(({ key, value }) => [key, value && Buffer.from(value).toString()])).to.deep.equal([
      ['a', 'changed'],
      ['b', undefined],
    ]);
  });

  it('writes again what it has deleted', () => {
    const simulator = simulatorOver(state());
    simulator.deleteState('cc', 'a');
    simulator.setState('cc', 'a', Buffer.from('back'));
    const [write] = namespaceOf(simulator.results(), 'cc')?.writes ?? [];
    expect(write).to.deep.equal({ key: 'a', value: new Uint8Array(Buffer.from('back')) });
  });

  it('reads metadata, which records a read', () => {
    const snapshot = new ArraySnapshot().put('cc', 'k', 'v', { block: 7, tx: 2, metadata: { A: 'a' } });
    const simulator = simulatorOver(snapshot);
    expect(simulator.getStateMetadata('cc', 'k')).to.deep.equal(metadataFrom({ A: 'a' }));
    expect(simulator.getStateMetadata('cc', 'none')).to.deep.equal(new Map());
    expect(namespaceOf(simulator.results(), 'cc')?.reads).to.deep.equal([
      { key: 'k', version: { block: 7, tx: 2 } },
      { key: 'none', version: undefined },
    ]);
  });

  it('refuses keys and names without a UTF-8 form', () => {
    const simulator = simulatorOver(state());
    const refused: readonly (() => unknown)[] = [
      () => simulator.getState('cc', '\ud800'),
      () => {
        simulator.setState('cc', '\ud800', Buffer.from('v'));
      },
      () => {
        simulator.setStateMetadata('cc', 'a', new Map([['\udc00', new Uint8Array()]]));
      },
      () => simulator.getStateRange('cc', '\ud800', '', 0),
      () => simulator.getStateRange('cc', '', '\ud800', 0),
      () => simulator.getPrivateDataHash('cc', 'red', '\ud800'),
      () => simulator.getHistory('cc', '\ud800'),
    ];
    for (const call of refused) {
      expect(call).to.throw(SimulationError, /^string field contains invalid UTF-8$/);
    }
    expect(hexOf(simulator.results().readWriteSet)).to.equal('');
  });

  it('gives the history as it is', () => {
    const entry = { txId: 't', value: Buffer.from('v'), timestamp: { seconds: 1, nanos: 2 } };
    const simulator = simulatorOver(new ArraySnapshot().putHistory('cc', 'k', [entry]));
    const history = simulator.getHistory('cc', 'k');
    expect(history.next()).to.deep.equal({ done: false, value: entry });
    expect(history.next().done).to.equal(true);
    expect(hexOf(simulator.results().readWriteSet)).to.equal('');
  });
});
