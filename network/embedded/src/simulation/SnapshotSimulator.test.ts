import { expect } from 'chai';
import fc from 'fast-check';
import { ArraySnapshot } from '../../test/simulation/ArraySnapshot.js';
import { hexOf } from '../../test/simulation/hexOf.js';
import { metadataFrom } from '../../test/simulation/metadataFrom.js';
import { numberedKeys } from '../../test/simulation/numberedKeys.js';
import { simulatorOver } from '../../test/simulation/simulatorOver.js';
import { SimulationError } from './SimulationError.js';
import type { SnapshotSimulator } from './SnapshotSimulator.js';

describe('SnapshotSimulator', () => {
  it('gives its results once', () => {
    const simulator = simulatorOver(new ArraySnapshot());
    simulator.results();
    expect(() => simulator.results()).to.throw(
      SimulationError,
      /^this function should only be called once on a transaction simulator instance$/,
    );
  });

  it('releases the snapshot once, and refuses everything afterwards', () => {
    const snapshot = numberedKeys(3);
    const simulator = simulatorOver(snapshot);
    const range = simulator.getStateRange('cc', '', '', 0);
    range.next();
    simulator.release();
    simulator.release();
    expect(snapshot.releases).to.equal(1);
    expect(range.next()).to.equal(undefined);
    const refused: readonly (() => unknown)[] = [
      () => simulator.getState('cc', 'k'),
      () => simulator.getStateMetadata('cc', 'k'),
      () => simulator.getStateRange('cc', '', '', 0),
      () => simulator.getHistory('cc', 'k'),
      () => simulator.getPrivateData('cc', 'red', 'k'),
      () => simulator.getPrivateDataHash('cc', 'red', 'k'),
      () => simulator.getPrivateDataRange('cc', 'red', '', ''),
      () => {
        simulator.deleteState('cc', 'k');
      },
      () => simulator.results(),
    ];
    for (const call of refused) {
      expect(call).to.throw(SimulationError, /^this instance should not be used after calling Done\(\)$/);
    }
  });

  it('gives the same bytes whatever order things were done in', () => {
    const key = fc.string({ unit: 'binary', maxLength: 4 });
    const value = fc.string({ minLength: 1, maxLength: 4 });
    const step = fc.record({ use: fc.nat(7), key, value });
    const steps = fc.uniqueArray(step, { selector: (made) => made.key, maxLength: 12 });
    const uses: readonly ((simulator: SnapshotSimulator, key: string, value: string) => unknown)[] = [
      (s, k) => s.getState('cc', k),
      (s, k) => s.getStateMetadata('aa', k),
      (s, k, v) => {
        s.setState('cc', k, Buffer.from(v));
      },
      (s, k, v) => {
        s.setStateMetadata('cc', k, metadataFrom({ [v]: v, A: 'a' }));
      },
      (s, k) => s.getPrivateDataHash('cc', 'red', k),
      (s, k, v) => {
        s.setPrivateData('cc', v < 'a' ? 'red' : 'blue', k, Buffer.from(v));
      },
      (s, k) => {
        s.purgePrivateData('cc', 'green', k);
      },
      (s, k, v) => {
        s.setPrivateDataMetadata('cc', 'blue', k, metadataFrom({ [v]: v }));
      },
    ];
    const run = (made: readonly { use: number; key: string; value: string }[]): unknown => {
      const simulator = simulatorOver(numberedKeys(0));
      for (const one of made) uses[one.use]?.(simulator, one.key, one.value);
      const { readWriteSet, privateWrites } = simulator.results();
      return [hexOf(readWriteSet), hexOf(privateWrites)];
    };
    const shuffled = steps.chain((made) =>
      fc.tuple(fc.constant(made), fc.shuffledSubarray(made, { minLength: made.length })),
    );
    fc.assert(
      fc.property(shuffled, ([made, again]) => {
        expect(run(again)).to.deep.equal(run(made));
      }),
    );
  });
});
