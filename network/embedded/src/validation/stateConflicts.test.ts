import { expect } from 'chai';
import { temporaryFolder } from '../../test/ledger/temporaryFolder.js';
import { TestChain, type TestTransaction } from '../../test/validation/TestChain.js';
import type { TxSimulator } from '../simulation/TxSimulator.js';

type Run = NonNullable<TestTransaction['run']>;

const read =
  (key: string): Run =>
  (simulator) => {
    simulator.getState('basic', key);
  };
const put =
  (...keys: readonly string[]): Run =>
  (simulator) => {
    for (const key of keys) simulator.setState('basic', key, Buffer.from('value'));
  };
const remove =
  (key: string): Run =>
  (simulator) => {
    simulator.deleteState('basic', key);
  };
const putPrivate =
  (key: string): Run =>
  (simulator) => {
    simulator.setPrivateData('basic', 'secrets', key, Buffer.from('value'));
  };

/** Reads a range: so many results, or all and its end. */
function range(start: string, end: string, count = Infinity): Run {
  return (simulator: TxSimulator) => {
    const iterator = simulator.getStateRange('basic', start, end, 0);
    for (let index = 0; index < count; index += 1) {
      if (iterator.next() === undefined) break;
    }
    iterator.close();
  };
}

describe('State conflicts', () => {
  const file = temporaryFolder();
  let chain: TestChain;
  let count = 0;

  beforeEach(async () => {
    count += 1;
    chain = await TestChain.open(file(`conflicts${count}`));
    await chain.commit(chain.transaction({ run: put('a', 'b', 'c', 'd') }));
  });

  /** Simulates all first, then commits each list as a block; gives the last block's codes. */
  async function codes(...blocks: readonly (readonly Run[])[]): Promise<readonly string[]> {
    const envelopes = blocks.map((runs) => runs.map((run) => chain.transaction({ run })));
    let last: readonly string[] = [];
    for (const block of envelopes) last = await chain.commit(...block);
    return last;
  }

  it('takes a read of what nobody changed, or of a key that is still absent', async () => {
    expect(await codes([read('a'), read('nothing')])).to.deep.equal(['VALID', 'VALID']);
  });

  it('refuses a read of what an earlier transaction of the block wrote, deleted or made', async () => {
    expect(await codes([put('a'), read('a'), read('b')])).to.deep.equal([
      'VALID',
      'MVCC_READ_CONFLICT',
      'VALID',
    ]);
    expect(await codes([remove('b'), read('b')])).to.deep.equal(['VALID', 'MVCC_READ_CONFLICT']);
    expect(await codes([put('new'), read('new')])).to.deep.equal(['VALID', 'MVCC_READ_CONFLICT']);
  });

  it('refuses a read of what an earlier block changed', async () => {
    expect(
      await codes([put('a'), remove('b'), put('new')], [read('a'), read('b'), read('new')]),
    ).to.deep.equal(['MVCC_READ_CONFLICT', 'MVCC_READ_CONFLICT', 'MVCC_READ_CONFLICT']);
  });

  it('lets an invalid transaction change nothing for the later ones', async () => {
    const both: Run = (simulator) => {
      read('a')(simulator);
      put('b')(simulator);
    };
    expect(await codes([put('a'), both, read('b')])).to.deep.equal(['VALID', 'MVCC_READ_CONFLICT', 'VALID']);
  });

  it('takes blind writes of one key, of which the last one stays', async () => {
    const write =
      (value: string): Run =>
      (simulator) => {
        simulator.setState('basic', 'a', Buffer.from(value));
      };
    expect(await codes([write('one'), write('two')])).to.deep.equal(['VALID', 'VALID']);
    const entry = chain.state('basic', 'a');
    expect(Buffer.from(entry?.value ?? '').toString()).to.equal('two');
    expect(entry?.version).to.deep.equal({ block: 2, tx: 1 });
    expect(chain.commits.at(-1)?.history).to.have.lengthOf(2);
  });

  it('refuses a hashed read of a changed key of a collection', async () => {
    const readHash: Run = (simulator) => {
      simulator.getPrivateDataHash('basic', 'secrets', 'p');
    };
    expect(await codes([putPrivate('p'), readHash])).to.deep.equal(['VALID', 'MVCC_READ_CONFLICT']);
    expect(await codes([putPrivate('p')], [readHash])).to.deep.equal(['MVCC_READ_CONFLICT']);
    expect(await codes([readHash])).to.deep.equal(['VALID']);
  });

  const changes: readonly { title: string; run: Run; isPhantom: boolean }[] = [
    { title: 'a new key within', run: put('bb'), isPhantom: true },
    { title: 'a deleted key', run: remove('b'), isPhantom: true },
    { title: 'a changed key', run: put('b'), isPhantom: true },
    { title: 'a new key at the start', run: put('a1'), isPhantom: true },
    { title: 'a key before the start', run: put('A'), isPhantom: false },
    { title: 'the excluded end', run: put('d'), isPhantom: false },
    { title: 'a new key behind the end', run: put('e'), isPhantom: false },
    { title: 'a deleted key that was not there', run: remove('bb'), isPhantom: false },
  ];
  for (const { title, run, isPhantom } of changes) {
    const expected = isPhantom ? 'PHANTOM_READ_CONFLICT' : 'VALID';
    it(`${expected}: a range whose results meet ${title}`, async () => {
      expect(await codes([run, range('a', 'd')])).to.deep.equal(['VALID', expected]);
      await codes([put('a', 'b', 'c', 'd')]);
      expect(await codes([run], [range('a', 'd')])).to.deep.equal([expected]);
    });
  }

  it('holds a range that was not read to its end to the last key that it gave', async () => {
    expect(await codes([put('c'), range('a', 'd', 2)])).to.deep.equal(['VALID', 'VALID']);
    expect(await codes([put('b'), range('a', 'd', 2)])).to.deep.equal(['VALID', 'PHANTOM_READ_CONFLICT']);
    expect(await codes([remove('b'), range('a', 'd', 2)])).to.deep.equal(['VALID', 'PHANTOM_READ_CONFLICT']);
  });

  it('takes an open range to the end of the namespace, and no further', async () => {
    const other = chain.transaction({
      chaincode: 'other',
      endorsers: ['Org3MSP'],
      run: (simulator) => {
        simulator.setState('other', 'z', Buffer.from('value'));
      },
    });
    const open = chain.transaction({ run: range('a', '') });
    const late = chain.transaction({ run: range('a', '') });
    expect(await chain.commit(other, open, chain.transaction({ run: put('z') }), late)).to.deep.equal([
      'VALID',
      'VALID',
      'VALID',
      'PHANTOM_READ_CONFLICT',
    ]);
  });

  it('orders keys as bytes, not as JavaScript orders strings', async () => {
    // U+FF41 comes before U+1F600 in UTF-8, and after it in UTF-16.
    await chain.commit(chain.transaction({ run: put('\uff41', '\u{1f600}') }));
    expect(await codes([put('x1'), range('\uff00', '')])).to.deep.equal(['VALID', 'VALID']);
    expect(await codes([put('\uff42'), range('\uff00', '')])).to.deep.equal([
      'VALID',
      'PHANTOM_READ_CONFLICT',
    ]);
    expect(await codes([put('\u{1f601}'), range('\uff00', '\u{1f600}')])).to.deep.equal(['VALID', 'VALID']);
  });

  describe('of ranges with so many results that they are hashed', () => {
    const keys = Array.from({ length: 120 }, (_, index) => `n${String(index).padStart(3, '0')}`);

    beforeEach(async () => {
      await chain.commit(chain.transaction({ run: put(...keys) }));
    });

    it('takes what is still so', async () => {
      expect(await codes([put('a'), range('n', 'o'), range('n', 'o', 77)])).to.deep.equal([
        'VALID',
        'VALID',
        'VALID',
      ]);
    });

    for (const key of ['n000', 'n050', 'n051', 'n102', 'n119']) {
      it(`refuses a changed, a deleted and a new key at ${key}`, async () => {
        for (const run of [put(key), remove(key), put(`${key}x`)]) {
          expect(await codes([run, range('n', 'o')])).to.deep.equal(['VALID', 'PHANTOM_READ_CONFLICT']);
        }
      });
    }

    it('refuses when so few are left that nothing is hashed', async () => {
      const clear: Run = (simulator) => {
        for (const key of keys.slice(1)) simulator.deleteState('basic', key);
      };
      expect(await codes([clear, range('n', 'o')])).to.deep.equal(['VALID', 'PHANTOM_READ_CONFLICT']);
    });
  });
});
