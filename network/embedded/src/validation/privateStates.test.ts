import { ledger } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { temporaryFolder } from '../../test/ledger/temporaryFolder.js';
import { TestChain, type TestTransaction } from '../../test/validation/TestChain.js';
import { transactionIdOf } from '../../test/validation/transactionEnvelope.js';
import { hashedSpace, privateSpace } from '../ledger/spaces.js';
import { sha256 } from '../ledger/sha256.js';

type Run = NonNullable<TestTransaction['run']>;

const put =
  (key: string, value: string, collection = 'secrets'): Run =>
  (simulator) => {
    simulator.setPrivateData('basic', collection, key, Buffer.from(value));
  };
const remove: Run = (simulator) => {
  simulator.deletePrivateData('basic', 'secrets', 'key');
};
const purge: Run = (simulator) => {
  simulator.purgePrivateData('basic', 'secrets', 'key');
};

describe('Private states', () => {
  const file = temporaryFolder();
  let chain: TestChain;
  let count = 0;

  beforeEach(async () => {
    count += 1;
    chain = await TestChain.open(file(`private${count}`));
  });

  function commit(...contents: readonly (Run | TestTransaction)[]): Promise<readonly string[]> {
    return chain.commit(
      ...contents.map((content) =>
        chain.transaction(typeof content === 'function' ? { run: content } : content),
      ),
    );
  }

  function clear(mspId: string, key = 'key', collection = 'secrets'): string | undefined {
    const entry = chain.state(privateSpace(mspId, 'basic', collection), key);
    return entry && `${Buffer.from(entry.value).toString()} ${entry.version.block}:${entry.version.tx}`;
  }

  function hashed(key = 'key', collection = 'secrets'): string | undefined {
    const entry = chain.state(hashedSpace('basic', collection), sha256(key));
    return entry && `${Buffer.from(entry.value).toString('hex')} ${entry.version.block}:${entry.version.tx}`;
  }

  const hashOf = (value: string): string => sha256(value).toString('hex');

  it('go to the peers of member organisations only, hashes to everyone', async () => {
    expect(await commit(() => undefined, put('key', 'one'))).to.deep.equal(['VALID', 'VALID']);
    expect([clear('Org1MSP'), clear('Org2MSP'), clear('Org3MSP')]).to.deep.equal([
      'one 1:1',
      'one 1:1',
      undefined,
    ]);
    expect(hashed()).to.equal(`${hashOf('one')} 1:1`);
    const sets = chain.ledger.privateWrites(1, 'Org2MSP');
    expect(sets.map(({ tx, namespace, collection }) => [tx, namespace, collection])).to.deep.equal([
      [1, 'basic', 'secrets'],
    ]);
    const set = ledger.rwset.kvrwset.KVRWSet.deserializeBinary(sets[0]?.rwset ?? new Uint8Array());
    expect(set.getWritesList().map((write) => write.getKey())).to.deep.equal(['key']);
    expect(chain.ledger.privateWrites(1, 'Org3MSP')).to.deep.equal([]);
  });

  it('of one block follow each other', async () => {
    await commit(put('key', 'one'), put('key', 'two'), put('gone', 'x'));
    expect(clear('Org1MSP')).to.equal('two 1:1');
    await commit(remove);
    expect([clear('Org1MSP'), hashed()]).to.deep.equal([undefined, undefined]);
  });

  it('stay as they are where no endorser has kept the writes; the hashes go on', async () => {
    await commit(put('key', 'one'));
    expect(await commit({ run: put('key', 'two'), forgetsPrivate: true })).to.deep.equal(['VALID']);
    expect(clear('Org1MSP')).to.equal('one 1:0');
    expect(hashed()).to.equal(`${hashOf('two')} 2:0`);
    expect(chain.ledger.privateWrites(2, 'Org1MSP')).to.deep.equal([]);
  });

  it('take no writes whose hash is not the endorsed one', async () => {
    const nonce = Buffer.alloc(24, 7);
    chain.transaction({ run: put('key', 'another'), nonce });
    const envelope = chain.transaction({ run: put('key', 'one'), nonce, forgetsPrivate: true });
    expect(await chain.commit(envelope)).to.deep.equal(['VALID']);
    expect([clear('Org1MSP'), hashed()]).to.deep.equal([undefined, `${hashOf('one')} 1:0`]);
  });

  it('take no writes that fit the hash of their set, but not those of their keys and values', async () => {
    const spoil =
      (change: (write: ledger.rwset.kvrwset.KVWriteHash) => void) =>
      (results: Uint8Array): Uint8Array => {
        const set = ledger.rwset.TxReadWriteSet.deserializeBinary(results);
        for (const collection of set.getNsRwsetList().flatMap((ns) => ns.getCollectionHashedRwsetList())) {
          const inner = ledger.rwset.kvrwset.HashedRWSet.deserializeBinary(collection.getHashedRwset_asU8());
          inner.getHashedWritesList().forEach(change);
          collection.setHashedRwset(inner.serializeBinary());
        }
        return set.serializeBinary();
      };
    for (const change of [
      spoil((write) => {
        write.setValueHash(sha256('lie'));
      }),
      spoil((write) => {
        write.setKeyHash(sha256('lie'));
      }),
      spoil((write) => {
        write.setValueHash('');
        write.setIsDelete(true);
      }),
    ]) {
      const envelope = chain.transaction({
        run: put('key', 'one'),
        spoil: {
          chaincodeAction: (action) => {
            action.setResults(change(action.getResults_asU8()));
          },
        },
      });
      expect(await chain.commit(envelope)).to.deep.equal(['VALID']);
      expect(clear('Org1MSP')).to.equal(undefined);
      expect(chain.commits.at(-1)?.privateWrites).to.deep.equal([]);
    }
  });

  it('are kept once when a transaction names their collection twice, so that its block can be committed', async () => {
    const twice = (results: Uint8Array): Uint8Array => {
      const set = ledger.rwset.TxReadWriteSet.deserializeBinary(results);
      for (const namespace of set.getNsRwsetList()) {
        for (const collection of [...namespace.getCollectionHashedRwsetList()]) {
          namespace.addCollectionHashedRwset(collection.cloneMessage());
        }
      }
      return set.serializeBinary();
    };
    const envelope = chain.transaction({
      run: put('key', 'one'),
      spoil: {
        chaincodeAction: (action) => {
          action.setResults(twice(action.getResults_asU8()));
        },
      },
    });
    expect(await chain.commit(envelope)).to.deep.equal(['VALID']);
    expect(clear('Org1MSP')).to.equal('one 1:0');
    expect(chain.ledger.privateWrites(1, 'Org1MSP')).to.have.lengthOf(1);
    expect(chain.ledger.privateWrites(1, 'Org2MSP')).to.have.lengthOf(1);
  });

  it('do not change by invalid transactions, whose write sets are kept as Fabric keeps them', async () => {
    expect(await commit({ run: put('key', 'one'), endorsers: ['Org1MSP'] })).to.deep.equal([
      'ENDORSEMENT_POLICY_FAILURE',
    ]);
    expect([clear('Org1MSP'), hashed()]).to.deep.equal([undefined, undefined]);
    expect(chain.ledger.privateWrites(1, 'Org1MSP')).to.have.lengthOf(1);
  });

  it('take the version that new metadata give the hash, so that they do not look stale', async () => {
    await commit(put('key', 'one'), put('stale', 'one'));
    await commit({ run: put('stale', 'two'), forgetsPrivate: true });
    const setMetadata: Run = (simulator) => {
      for (const key of ['key', 'stale', 'nothing']) {
        simulator.setPrivateDataMetadata('basic', 'secrets', key, new Map([['m', Buffer.from('x')]]));
      }
    };
    expect(await commit(setMetadata)).to.deep.equal(['VALID']);
    expect(clear('Org1MSP')).to.equal('one 3:0');
    expect(hashed()).to.equal(`${hashOf('one')} 3:0`);
    expect(clear('Org1MSP', 'stale')).to.equal('one 1:1');
    expect(clear('Org1MSP', 'nothing')).to.equal(undefined);
  });

  describe('that are purged', () => {
    it('go from state and from the write sets before, not from those after', async () => {
      await commit(put('key', 'one'));
      expect(await commit(purge, put('key', 'two'))).to.deep.equal(['VALID', 'VALID']);
      expect(clear('Org1MSP')).to.equal('two 2:1');
      expect(chain.commits.at(-1)?.purges).to.deep.equal([
        { tx: 0, namespace: 'basic', collection: 'secrets', keyHash: sha256('key') },
      ]);
      const keys = (block: number): string[] =>
        chain.ledger
          .privateWrites(block, 'Org1MSP')
          .flatMap(({ rwset }) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(rwset).getWritesList())
          .map((write) => `${write.getKey()} ${Buffer.from(write.getValue_asU8()).toString()}`);
      expect(keys(1)).to.deep.equal([]);
      expect(keys(2)).to.deep.include('key two');
    });

    it('go where the purging write set is missing too', async () => {
      await commit(put('key', 'one'), put('other', 'x'));
      await commit({ run: purge, forgetsPrivate: true });
      expect([clear('Org1MSP'), clear('Org2MSP'), clear('Org1MSP', 'other'), hashed()]).to.deep.equal([
        undefined,
        undefined,
        'x 1:1',
        undefined,
      ]);
      await commit(put('key', 'two'), { run: purge, forgetsPrivate: true });
      expect([clear('Org1MSP'), hashed()]).to.deep.equal([undefined, undefined]);
    });

    it('go all that a missing write set names, old ones and those of its own block, and no others', async () => {
      const purgeAll: Run = (simulator) => {
        for (const key of ['a', 'c', 'd', 'none']) simulator.purgePrivateData('basic', 'secrets', key);
      };
      await commit(put('a', '1'), put('b', '1'), put('c', '1'));
      await commit(put('d', '1'), put('e', '1'), { run: purgeAll, forgetsPrivate: true });
      const left = (mspId: string): (string | undefined)[] =>
        ['a', 'b', 'c', 'd', 'e', 'none'].map((key) => clear(mspId, key));
      expect(left('Org1MSP')).to.deep.equal([undefined, '1 1:1', undefined, undefined, '1 2:1', undefined]);
      expect(left('Org2MSP')).to.deep.equal(left('Org1MSP'));
    });

    it('stay when the purging transaction is not valid', async () => {
      await commit(put('key', 'one'));
      await commit({ run: purge, endorsers: [] });
      expect(clear('Org1MSP')).to.equal('one 1:0');
      expect(chain.commits.at(-1)?.purges).to.deep.equal([]);
    });
  });

  describe('of a collection with a block-to-live of 1', () => {
    const next = (): Promise<readonly string[]> => commit(() => undefined);

    it('live for one more block, with their hashes and write sets', async () => {
      await commit(put('key', 'one', 'brief'));
      expect(chain.commits.at(-1)?.privateWrites.map(({ expiresAt }) => expiresAt)).to.deep.equal([3, 3]);
      await next();
      expect([clear('Org1MSP', 'key', 'brief'), hashed('key', 'brief')]).to.deep.equal([
        'one 1:0',
        `${hashOf('one')} 1:0`,
      ]);
      await next();
      expect([clear('Org1MSP', 'key', 'brief'), hashed('key', 'brief')]).to.deep.equal([
        undefined,
        undefined,
      ]);
      expect(chain.ledger.privateWrites(1, 'Org1MSP')).to.deep.equal([]);
    });

    it('live on from their last write', async () => {
      await commit(put('key', 'one', 'brief'));
      await commit(put('key', 'two', 'brief'));
      await next();
      expect(clear('Org1MSP', 'key', 'brief')).to.equal('two 2:0');
      await next();
      expect([clear('Org1MSP', 'key', 'brief'), hashed('key', 'brief')]).to.deep.equal([
        undefined,
        undefined,
      ]);
    });
  });

  it('leave the transient store with their commit, whether they count or not; others stay', async () => {
    const store = chain.ledger.transientStore;
    const nonces = [1, 2, 3].map((byte) => Buffer.alloc(24, byte));
    const [valid, invalid, waiting] = nonces.map((nonce) => transactionIdOf(nonce, chain.client));
    const envelopes = nonces.map((nonce, index) =>
      chain.transaction({
        run: put('key', 'one'),
        nonce,
        endorsers: index === 0 ? ['Org1MSP', 'Org2MSP'] : [],
      }),
    );
    await chain.commit(...envelopes.slice(0, 2));
    expect(store.get(valid ?? '')).to.deep.equal([]);
    expect(store.get(invalid ?? '')).to.deep.equal([]);
    expect(store.get(waiting ?? '')).to.have.lengthOf(1);
  });
});
