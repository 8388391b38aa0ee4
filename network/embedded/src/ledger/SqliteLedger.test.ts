import { createHash } from 'node:crypto';
import { ledger as protos } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { temporaryFolder } from '../../test/ledger/temporaryFolder.js';
import { testCommit } from '../../test/ledger/testCommit.js';
import { LedgerStoreError } from './LedgerStoreError.js';
import { SqliteLedger } from './SqliteLedger.js';
import type { PrivateWriteSet } from './BlockCommit.js';
import type { StateEntry } from './StateEntry.js';

const KEY = Buffer.from('key');

describe('SqliteLedger', () => {
  const file = temporaryFolder();
  let run = 0;
  let ledger: SqliteLedger;

  beforeEach(() => {
    ledger = SqliteLedger.open(file(`ledger${String(run++)}`));
  });
  afterEach(() => {
    ledger.close();
  });

  it('is empty at first', () => {
    expect(ledger.height).to.equal(0);
    expect(ledger.lastHash).to.have.length(0);
    expect(ledger.block(0)).to.equal(undefined);
    expect(ledger.locate('tx')).to.equal(undefined);
    expect(ledger.snapshot(0).get('cc', KEY)).to.equal(undefined);
  });

  it('gives blocks as they were committed, by number and hash, also after it was closed', () => {
    const path = file('blocks');
    let chain = SqliteLedger.open(path);
    const commits = ['a', 'b', 'c'].map((txId) => {
      const commit = testCommit(chain, { txIds: [txId], codes: [11] });
      chain.commit(commit);
      return { bytes: commit.block.serializeBinary(), hash: chain.lastHash };
    });
    chain.close();
    chain = SqliteLedger.open(path);
    expect(chain.height).to.equal(3);
    expect(Buffer.from(chain.lastHash)).to.deep.equal(Buffer.from(commits[2]?.hash ?? ''));
    for (const [number, { bytes, hash }] of commits.entries()) {
      expect(chain.block(number)?.serializeBinary()).to.deep.equal(bytes);
      expect(chain.block(number)).to.equal(chain.block(number));
      expect(chain.blockNumberByHash(hash)).to.equal(number);
    }
    for (const number of [3, -1, 0.5, NaN, Infinity]) expect(chain.block(number)).to.equal(undefined);
    expect(chain.blockNumberByHash(Buffer.alloc(32))).to.equal(undefined);
    expect(chain.blockNumberByHash(new Uint8Array())).to.equal(undefined);
    chain.close();
  });

  it('locates the first transaction of an id, and none without one', () => {
    ledger.commit(testCommit(ledger, { txIds: ['a', 'b', 'a', ''], codes: [0, 10, 9, 3] }));
    ledger.commit(testCommit(ledger, { txIds: ['b', 'c\0d'], codes: [9, 8] }));
    expect(ledger.locate('a')).to.deep.equal({ block: 0, index: 0, code: 0 });
    expect(ledger.locate('b')).to.deep.equal({ block: 0, index: 1, code: 10 });
    expect(ledger.locate('c\0d')).to.deep.equal({ block: 1, index: 1, code: 8 });
    expect(ledger.locate('c')).to.equal(undefined);
    expect(ledger.locate('')).to.equal(undefined);
  });

  it('refuses a block that is not the next of the chain', () => {
    const first = testCommit(ledger, {});
    ledger.commit(first);
    const hash = Buffer.from(ledger.lastHash).toString('hex');
    expect(() => {
      ledger.commit(first);
    }).to.throw(RangeError, 'block number should have been 1 but was 0');
    expect(() => {
      ledger.commit(testCommit({ height: 1, lastHash: Buffer.of(7) }, {}));
    }).to.throw(
      RangeError,
      `unexpected Previous block hash. Expected PreviousHash = [${hash}], PreviousHash referred in the latest block= [07]`,
    );
    expect(ledger.height).to.equal(1);
  });

  it('changes nothing when a part of a block cannot be taken', () => {
    const update = { space: 'cc', key: KEY, entry: entry(0, 0) };
    const history = [{ namespace: 'cc', key: KEY, tx: 5, value: undefined }];
    const twice = [privateWrites('Org1MSP', 0, ['a']), privateWrites('Org1MSP', 0, ['a'])];
    expect(() => {
      ledger.commit(testCommit(ledger, { txIds: ['a'], updates: [update], privateWrites: twice, history }));
    }).to.throw('UNIQUE constraint failed');
    expect(ledger.height).to.equal(0);
    expect(ledger.block(0)).to.equal(undefined);
    expect(ledger.locate('a')).to.equal(undefined);
    ledger.commit(testCommit(ledger, { txIds: ['b'] }));
    expect(ledger.snapshot(1).get('cc', KEY)).to.equal(undefined);
  });

  it('has snapshots of the heights that are asked for or in use, and of no others', () => {
    const held = ledger.snapshot(0);
    for (let block = 0; block < 3; block++) {
      const updates = [{ space: 'cc', key: KEY, entry: entry(block, 0) }];
      ledger.commit(testCommit(ledger, { updates }));
    }
    const versions = (): (number | undefined)[] =>
      [0, 1, 2, 3].map((height) => ledger.snapshot(height).get('cc', KEY)?.version.block);
    expect(versions()).to.deep.equal([undefined, 0, 1, 2]);
    expect(() => ledger.snapshot(4)).to.throw(
      RangeError,
      'no state at height 4: the ledger has it from 0 to 3',
    );
    expect(() => ledger.snapshot(NaN)).to.throw(RangeError);
    expect(held.get('cc', KEY)).to.equal(undefined);
  });

  it('forgets heights when nobody reads them any more', () => {
    const early = ledger.snapshot(0);
    for (let block = 0; block < 3; block++) ledger.commit(testCommit(ledger, {}));
    ledger.forgetBelow(2);
    ledger.forgetBelow(1);
    ledger.snapshot(1).release();
    early.release();
    expect(() => ledger.snapshot(1)).to.throw(
      RangeError,
      'no state at height 1: the ledger has it from 2 to 3',
    );
    ledger.forgetBelow(99);
    expect(ledger.snapshot(3).height).to.equal(3);
    ledger.commit(testCommit(ledger, {}));
    expect(ledger.snapshot(3).height).to.equal(3);
  });

  it('tells the history of a key newest first, up to the height of the snapshot', () => {
    for (let block = 0; block < 40; block++) {
      ledger.commit(
        testCommit(ledger, {
          txIds: [`tx${String(block)}a`, `tx${String(block)}b`],
          history: [
            { namespace: 'cc', key: KEY, tx: 0, value: Buffer.from(`${String(block)}a`) },
            { namespace: 'cc', key: KEY, tx: 1, value: undefined },
            { namespace: 'cc', key: Buffer.from('key2'), tx: 1, value: KEY },
            { namespace: 'cc2', key: KEY, tx: 1, value: KEY },
          ],
        }),
      );
    }
    const expected = Array.from({ length: 39 }, (_, index) => 38 - index).flatMap((block) => [
      { txId: `tx${String(block)}b`, value: undefined, timestamp: { seconds: block, nanos: 1 } },
      {
        txId: `tx${String(block)}a`,
        value: Buffer.from(`${String(block)}a`),
        timestamp: { seconds: block, nanos: 0 },
      },
    ]);
    expect([...ledger.snapshot(39).history('cc', KEY)]).to.deep.equal(expected);
    expect([...ledger.snapshot(40).history('cc', Buffer.from('none'))]).to.deep.equal([]);
  });

  it('removes state at its expiry unless it was written again, and shows it to peers that lag', () => {
    const write = (key: string, tx: number): { space: string; key: Buffer; entry: StateEntry } => ({
      space: 'cc$$hcoll',
      key: Buffer.from(key),
      entry: entry(ledger.height, tx),
    });
    const expiries = ['goes', 'rewritten', 'renewed'].map((key, tx) => ({
      atBlock: 2,
      space: 'cc$$hcoll',
      key: Buffer.from(key),
      version: { block: 0, tx },
    }));
    const names = ['goes', 'rewritten', 'renewed'];
    ledger.commit(testCommit(ledger, { updates: names.map(write), expiries }));
    ledger.commit(testCommit(ledger, { updates: [write('rewritten', 0)] }));
    ledger.commit(testCommit(ledger, { updates: [write('renewed', 0)] }));
    const found = (height: number): string[] =>
      [...ledger.snapshot(height).range('cc$$hcoll', new Uint8Array(), undefined)].map(
        ([key, { version }]) => `${Buffer.from(key).toString()}@${String(version.block)}`,
      );
    expect(found(2)).to.deep.equal(['goes@0', 'renewed@0', 'rewritten@1']);
    expect(found(3)).to.deep.equal(['renewed@2', 'rewritten@1']);
  });

  it('keeps private write sets by organisation, in order, until they expire', () => {
    ledger.commit(
      testCommit(ledger, {
        privateWrites: [
          { ...privateWrites('Org1MSP', 1, ['b']), expiresAt: 2 },
          { ...privateWrites('Org2MSP', 1, ['b']), expiresAt: 2 },
          privateWrites('Org1MSP', 0, ['a'], 'z'),
          privateWrites('Org1MSP', 0, ['a'], 'Z'),
        ],
      }),
    );
    const found = (mspId: string): string[] =>
      ledger
        .privateWrites(0, mspId)
        .map(({ tx, namespace, collection }) => `${String(tx)} ${namespace} ${collection}`);
    ledger.commit(testCommit(ledger, {}));
    expect(found('Org1MSP')).to.deep.equal(['0 cc Z', '0 cc z', '1 cc coll']);
    expect(found('Org2MSP')).to.deep.equal(['1 cc coll']);
    ledger.commit(testCommit(ledger, {}));
    expect(found('Org1MSP')).to.deep.equal(['0 cc Z', '0 cc z']);
    expect(found('Org2MSP')).to.deep.equal([]);
  });

  it('purges a key from every earlier write set of its collection, up to the purging transaction', () => {
    ledger.commit(
      testCommit(ledger, {
        privateWrites: [
          privateWrites('Org1MSP', 0, ['secret', 'other']),
          privateWrites('Org2MSP', 0, ['secret', 'other']),
          privateWrites('Org1MSP', 1, ['secret'], 'coll2'),
        ],
      }),
    );
    const purge = { namespace: 'cc', collection: 'coll', keyHash: sha256('secret') };
    ledger.commit(
      testCommit(ledger, {
        privateWrites: [0, 1, 2].map((tx) => privateWrites('Org1MSP', tx, ['secret'])),
        purges: [{ ...purge, tx: 1 }],
      }),
    );
    expect(keysOf(0, 'Org1MSP')).to.deep.equal(['0 coll other', '1 coll2 secret']);
    expect(keysOf(0, 'Org2MSP')).to.deep.equal(['0 coll other']);
    expect(keysOf(1, 'Org1MSP')).to.deep.equal(['0 coll ', '1 coll ', '2 coll secret']);
    ledger.commit(testCommit(ledger, { purges: [{ ...purge, tx: 0 }] }));
    expect(keysOf(1, 'Org1MSP')).to.deep.equal(['0 coll ', '1 coll ', '2 coll ']);
  });

  it('says when its space is full, keeps nothing of the block, and takes it when there is space', () => {
    const small = SqliteLedger.open(file('full'), { maxBytes: 400_000 });
    const writes = new protos.rwset.TxPvtReadWriteSet();
    const set = new protos.rwset.NsPvtReadWriteSet();
    set.setNamespace('x'.repeat(50_000));
    writes.addNsPvtRwset(set);
    const txIds = Array.from({ length: 20 }, (_, number) => `tx${String(number)}`);
    const full = attempt(() => {
      for (const txId of txIds) small.transientStore.put(txId, 'Org1MSP', 0, writes);
    });
    expect([full?.code, full?.message]).to.deep.equal(['STORE_FULL', 'STORE_FULL: database or disk is full']);

    const early = small.snapshot(0);
    const commit = testCommit(small, {
      txIds: ['tx'],
      updates: [{ space: 'cc', key: KEY, entry: { ...entry(0, 0), value: Buffer.alloc(100_000, 7) } }],
    });
    for (let time = 0; time < 3; time++) {
      const error = attempt(() => {
        small.commit(commit);
      });
      expect(error?.code).to.equal('STORE_FULL');
    }
    expect([small.height, small.block(0), small.locate('tx')]).to.deep.equal([0, undefined, undefined]);
    expect(small.snapshot(0).get('cc', KEY)).to.equal(undefined);

    small.transientStore.remove(txIds);
    small.commit(commit);
    expect(small.height).to.equal(1);
    expect(early.get('cc', KEY)).to.equal(undefined);
    expect(small.snapshot(1).get('cc', KEY)?.value).to.deep.equal(Buffer.alloc(100_000, 7));
    small.close();
  });

  function keysOf(block: number, mspId: string): string[] {
    return ledger.privateWrites(block, mspId).map(({ tx, collection, rwset }) => {
      const writes = protos.rwset.kvrwset.KVRWSet.deserializeBinary(rwset).getWritesList();
      return `${String(tx)} ${collection} ${writes.map((write) => write.getKey()).join(' ')}`;
    });
  }
});

function entry(block: number, tx: number): StateEntry {
  return { value: Buffer.from('value'), metadata: new Map(), version: { block, tx } };
}

function privateWrites(
  mspId: string,
  tx: number,
  keys: readonly string[],
  collection = 'coll',
): PrivateWriteSet {
  const rwset = new protos.rwset.kvrwset.KVRWSet();
  for (const key of keys) {
    const write = new protos.rwset.kvrwset.KVWrite();
    write.setKey(key);
    write.setValue(Buffer.from(`value of ${key}`));
    rwset.addWrites(write);
  }
  return { mspId, tx, namespace: 'cc', collection, rwset: rwset.serializeBinary(), expiresAt: undefined };
}

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}

function attempt(work: () => void): LedgerStoreError | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof LedgerStoreError) return error;
    throw error;
  }
  return undefined;
}
