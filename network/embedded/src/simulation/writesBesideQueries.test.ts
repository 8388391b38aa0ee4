import { expect } from 'chai';
import { keysOf } from '../../test/simulation/keysOf.js';
import { numberedKeys } from '../../test/simulation/numberedKeys.js';
import { simulatorOver } from '../../test/simulation/simulatorOver.js';
import { SimulationError } from './SimulationError.js';
import type { TxSimulator } from './TxSimulator.js';

describe('writes beside queries in a simulation', () => {
  const writes: Readonly<Record<string, (simulator: TxSimulator) => void>> = {
    setState: (s) => {
      s.setState('cc', 'k', Buffer.from('v'));
    },
    deleteState: (s) => {
      s.deleteState('cc', 'k');
    },
    setStateMetadata: (s) => {
      s.setStateMetadata('cc', 'k', new Map());
    },
    setPrivateData: (s) => {
      s.setPrivateData('cc', 'red', 'k', Buffer.from('v'));
    },
    deletePrivateData: (s) => {
      s.deletePrivateData('cc', 'red', 'k');
    },
    purgePrivateData: (s) => {
      s.purgePrivateData('cc', 'red', 'k');
    },
    setPrivateDataMetadata: (s) => {
      s.setPrivateDataMetadata('cc', 'red', 'k', new Map());
    },
  };
  for (const [name, write] of Object.entries(writes)) {
    it(`${name} is refused after a page or a private range, and refuses them`, () => {
      const paged = simulatorOver(numberedKeys(1));
      paged.getStateRange('cc', '', '', 10);
      expect(() => {
        write(paged);
      }).to.throw(
        SimulationError,
        /^txid \[tx1\]: unsuppored transaction\. Transaction has already performed a paginated query\. Writes are not allowed$/,
      );
      const queried = simulatorOver(numberedKeys(1));
      queried.getPrivateDataRange('cc', 'red', '', '');
      expect(() => {
        write(queried);
      }).to.throw(
        SimulationError,
        /^txid \[tx1\]: unsuppored transaction\. Transaction has already performed queries on pvt data\. Writes are not allowed$/,
      );
      const wrote = simulatorOver(numberedKeys(1));
      write(wrote);
      expect(() => wrote.getStateRange('cc', '', '', 10)).to.throw(
        SimulationError,
        /^txid \[tx1\]: unsuppored transaction\. Paginated queries are supported only in a read-only transaction$/,
      );
      expect(() => wrote.getPrivateDataRange('cc', 'red', '', '')).to.throw(
        SimulationError,
        /^txid \[tx1\]: unsuppored transaction\. Queries on pvt data is supported only in a read-only transaction$/,
      );
      expect(keysOf(wrote.getStateRange('cc', '', '', 0))).to.deep.equal(['key000']);
    });
  }

  it('has the same rules for rich queries, before it refuses them all', () => {
    const wrote = simulatorOver(numberedKeys(0));
    wrote.setState('cc', 'k', Buffer.from('v'));
    expect(() => wrote.executeQuery(false)).to.throw(/^ExecuteQuery not supported for leveldb$/);
    expect(() => wrote.executeQuery(true)).to.throw(/Paginated queries are supported only in a read-only/);
    expect(() => wrote.executePrivateDataQuery('cc', 'red')).to.throw(
      /Queries on pvt data is supported only/,
    );

    const paged = simulatorOver(numberedKeys(0));
    expect(() => paged.executeQuery(true)).to.throw(/^ExecuteQueryWithMetadata not supported for leveldb$/);
    expect(() => {
      paged.deleteState('cc', 'k');
    }).to.throw(/already performed a paginated query/);

    const queried = simulatorOver(numberedKeys(0));
    expect(() => queried.executePrivateDataQuery('cc', 'none')).to.throw(/^collection \[none\] not defined/);
    expect(() => queried.executePrivateDataQuery('cc', 'red')).to.throw(
      /^ExecuteQuery not supported for leveldb$/,
    );
    expect(() => {
      queried.deleteState('cc', 'k');
    }).to.throw(/already performed queries on pvt data/);
  });
});
