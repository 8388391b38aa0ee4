import { expect } from 'chai';
import { ArraySnapshot } from '../../test/simulation/ArraySnapshot.js';
import { fabricVectors } from '../../test/simulation/fabricVectors.js';
import { hexOf } from '../../test/simulation/hexOf.js';
import { keysOf } from '../../test/simulation/keysOf.js';
import { metadataFrom } from '../../test/simulation/metadataFrom.js';
import { namespaceOf } from '../../test/simulation/namespaceOf.js';
import { simulatorOver } from '../../test/simulation/simulatorOver.js';
import { SimulationError } from './SimulationError.js';
import type { TxSimulator } from './TxSimulator.js';

describe('private data in a simulation', () => {
  const state = (): ArraySnapshot =>
    new ArraySnapshot()
      .putPrivate('cc', 'red', 'r', 'clear', { block: 4, tx: 2 })
      .putHash('cc', 'blue', 'only', 'hash', { block: 1, tx: 0, metadata: { A: 'a' } });

  it('records the bytes that Fabric records', () => {
    const simulator = simulatorOver(state());
    expect(simulator.getPrivateData('cc', 'red', 'r')).to.deep.equal(Buffer.from('clear'));
    expect(simulator.getPrivateData('cc', 'red', 'absent')).to.equal(undefined);
    expect(simulator.getPrivateDataHash('cc', 'blue', 'only')?.length).to.equal(32);
    simulator.setPrivateData('cc', 'red', 'k', Buffer.from('secret'));
    simulator.deletePrivateData('cc', 'red', 'd');
    simulator.purgePrivateData('cc', 'red', 'p');
    simulator.purgePrivateData('cc', 'red', 'back');
    simulator.setPrivateData('cc', 'red', 'back', Buffer.from('again'));
    simulator.setPrivateDataMetadata('cc', 'green', 'm', metadataFrom({ VALIDATION_PARAMETER: 'policy' }));
    simulator.setPrivateDataMetadata('cc', 'green', 'none', new Map());
    simulator.setPrivateData('bb', 'red', 'k', Buffer.from('other'));
    simulator.getState('dd', 'x');
    const { readWriteSet, privateWrites } = simulator.results();
    expect(hexOf(readWriteSet)).to.equal(fabricVectors.privateOperations.readWriteSet);
    expect(hexOf(privateWrites)).to.equal(fabricVectors.privateOperations.privateWrites);
  });

  it('takes an empty value for a delete', () => {
    const simulator = simulatorOver(state());
    simulator.setPrivateData('cc', 'red', 'k', new Uint8Array());
    const [red] = namespaceOf(simulator.results(), 'cc')?.collections ?? [];
    expect(red?.writes.map(({ valueHash, purge }) => [valueHash, purge])).to.deep.equal([[undefined, false]]);
  });

  it('reads metadata by the hash, which records a read', () => {
    const simulator = simulatorOver(state());
    expect(simulator.getPrivateDataMetadata('cc', 'blue', 'only')).to.deep.equal(metadataFrom({ A: 'a' }));
    expect(simulator.getPrivateDataMetadata('cc', 'blue', 'none')).to.deep.equal(new Map());
    const [blue] = namespaceOf(simulator.results(), 'cc')?.collections ?? [];
    expect(blue?.reads.map(({ version }) => version)).to.deep.equal([undefined, { block: 1, tx: 0 }]);
  });

  it('refuses a value that is not that of the public hash', () => {
    const snapshot = state()
      .put('Org1MSP$$pcc$$green', 'old', 'v', { block: 1, tx: 1 })
      .putHash('cc', 'green', 'old', 'v2', { block: 2, tx: 0 })
      .put('Org1MSP$$pcc$$green', 'lone', 'v', { block: 1, tx: 1 });
    const simulator = simulatorOver(snapshot);
    const text = 'private data matching public hash version is not available. ';
    expect(() => simulator.getPrivateData('cc', 'green', 'old')).to.throw(
      SimulationError,
      `${text}Public hash version = {BlockNum: 2, TxNum: 0}, Private data version = {BlockNum: 1, TxNum: 1}`,
    );
    expect(() => simulator.getPrivateData('cc', 'green', 'lone')).to.throw(
      `${text}Public hash version = <nil>, Private data version = {BlockNum: 1, TxNum: 1}`,
    );
    expect(() => simulator.getPrivateData('cc', 'blue', 'only')).to.throw(
      `${text}Public hash version = {BlockNum: 1, TxNum: 0}, Private data version = <nil>`,
    );
    expect(hexOf(simulator.results().readWriteSet)).to.equal('');
  });

  it('reads ranges of the own peer without recording them', () => {
    const snapshot = state()
      .putPrivate('cc', 'red', 's', 'more')
      .put('Org2MSP$$pcc$$red', 'r2', "another peer's");
    const simulator = simulatorOver(snapshot);
    const range = simulator.getPrivateDataRange('cc', 'red', '', '');
    expect(range.next()).to.deep.equal({ key: 'r', value: Buffer.from('clear') });
    expect(keysOf(range)).to.deep.equal(['s']);
    expect(keysOf(simulator.getPrivateDataRange('cc', 'red', 's', 't'))).to.deep.equal(['s']);
    const { readWriteSet, footprint } = simulator.results();
    expect(hexOf(readWriteSet)).to.equal('');
    expect(footprint.namespaces.size).to.equal(0);
  });

  const calls: Readonly<
    Record<string, (simulator: TxSimulator, namespace: string, collection: string) => unknown>
  > = {
    getPrivateData: (s, n, c) => s.getPrivateData(n, c, 'k'),
    getPrivateDataHash: (s, n, c) => s.getPrivateDataHash(n, c, 'k'),
    setPrivateData: (s, n, c) => {
      s.setPrivateData(n, c, 'k', Buffer.from('v'));
    },
    deletePrivateData: (s, n, c) => {
      s.deletePrivateData(n, c, 'k');
    },
    purgePrivateData: (s, n, c) => {
      s.purgePrivateData(n, c, 'k');
    },
    getPrivateDataMetadata: (s, n, c) => s.getPrivateDataMetadata(n, c, 'k'),
    setPrivateDataMetadata: (s, n, c) => {
      s.setPrivateDataMetadata(n, c, 'k', new Map());
    },
    getPrivateDataRange: (s, n, c) => s.getPrivateDataRange(n, c, '', ''),
  };
  for (const [name, call] of Object.entries(calls)) {
    it(`${name} refuses a collection that is not defined`, () => {
      const simulator = simulatorOver(state());
      expect(() => call(simulator, 'cc', 'black')).to.throw(
        SimulationError,
        /^collection \[black\] not defined in the collection config for chaincode \[cc\]$/,
      );
      expect(() => call(simulator, 'zz', 'red')).to.throw(
        SimulationError,
        /^collection config not defined for chaincode \[zz\], pass the collection configuration upon chaincode definition\/instantiation$/,
      );
      expect(hexOf(simulator.results().readWriteSet)).to.equal('');
    });
  }
});
