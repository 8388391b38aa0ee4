import { expect } from 'chai';
import fc from 'fast-check';
import { ledger } from '@hyperledger/fabric-protos';
import { fabricVectors } from '../../test/simulation/fabricVectors.js';
import { keyReadWriteSetOf } from './keyReadWriteSetOf.js';
import { ReadWriteSetError } from './ReadWriteSetError.js';
import { readWriteSetOf } from './readWriteSetOf.js';
import { sha256 } from '../ledger/sha256.js';

const { CollectionHashedReadWriteSet, NsReadWriteSet, TxReadWriteSet } = ledger.rwset;
const { HashedRWSet, KVRWSet, KVWrite, KVWriteHash, QueryReadsMerkleSummary, RangeQueryInfo } =
  ledger.rwset.kvrwset;

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

function textsOf(metadata: ReadonlyMap<string, Uint8Array>): Record<string, string> {
  return Object.fromEntries([...metadata].map(([name, value]) => [name, Buffer.from(value).toString()]));
}

function setOf(rwset: Uint8Array, hashed: Uint8Array = new Uint8Array()): Uint8Array {
  const namespace = new NsReadWriteSet();
  namespace.setNamespace('cc');
  namespace.setRwset(rwset);
  const collection = new CollectionHashedReadWriteSet();
  collection.setCollectionName('red');
  collection.setHashedRwset(hashed);
  namespace.addCollectionHashedRwset(collection);
  const set = new TxReadWriteSet();
  set.addNsRwset(namespace);
  return set.serializeBinary();
}

/** A collection's write set in clear. */
function clearOf(hex: string, namespace: number, collection: number): Uint8Array {
  const set = ledger.rwset.TxPvtReadWriteSet.deserializeBinary(bytesOf(hex));
  const part = set.getNsPvtRwsetList()[namespace]?.getCollectionPvtRwsetList()[collection];
  return part?.getRwset_asU8() ?? new Uint8Array();
}

describe('readWriteSetOf', () => {
  it('reads public reads, ranges, writes and metadata', () => {
    const [aa, cc] = readWriteSetOf(bytesOf(fabricVectors.publicOperations)).namespaces;
    expect(aa).to.deep.equal({
      namespace: 'aa',
      reads: [{ key: 'x', version: { block: 300, tx: 5 } }],
      rangeQueries: [],
      writes: [],
      metadataWrites: [],
      collections: [],
    });
    expect(cc?.namespace).to.equal('cc');
    expect(cc?.reads).to.deep.equal([
      { key: 'a', version: { block: 0, tx: 0 } },
      { key: 'b', version: { block: 3, tx: 1 } },
      { key: 'none', version: undefined },
      { key: '\uFFFD', version: undefined },
      { key: '\u{1F600}', version: undefined },
    ]);
    const keys = [0, 1, 2].map((tx) => ({ key: `key0000${tx}`, version: { block: 0, tx } }));
    expect(cc?.rangeQueries).to.deep.equal([
      { startKey: 'q', endKey: 'z', exhausted: true, reads: [], summary: undefined },
      {
        startKey: 'key',
        endKey: 'key00001',
        exhausted: false,
        reads: keys.slice(0, 2),
        summary: undefined,
      },
      { startKey: 'key', endKey: 'l', exhausted: true, reads: keys, summary: undefined },
    ]);
    expect(cc?.writes).to.deep.equal([
      { key: 'blank', value: undefined },
      { key: 'gone', value: undefined },
      { key: 'w', value: new Uint8Array(Buffer.from('two')) },
    ]);
    expect(cc?.metadataWrites.map(({ key, metadata }) => [key, textsOf(metadata)])).to.deep.equal([
      ['gone', {}],
      ['m', { A: 'a', VALIDATION_PARAMETER: 'policy' }],
    ]);
  });

  it('reads what was done in collections', () => {
    const { readWriteSet, privateWrites } = fabricVectors.privateOperations;
    const [, cc, dd] = readWriteSetOf(bytesOf(readWriteSet)).namespaces;
    expect(dd?.collections).to.deep.equal([]);
    const [blue, green, red] = cc?.collections ?? [];
    expect(blue).to.deep.equal({
      collection: 'blue',
      reads: [{ keyHash: new Uint8Array(sha256('only')), version: { block: 1, tx: 0 } }],
      writes: [],
      metadataWrites: [],
      privateHash: undefined,
    });
    expect(green?.metadataWrites.map(({ metadata }) => textsOf(metadata))).to.deep.equal([
      { VALIDATION_PARAMETER: 'policy' },
      {},
    ]);
    expect(red?.writes).to.deep.equal([
      { keyHash: new Uint8Array(sha256('back')), valueHash: new Uint8Array(sha256('again')), purge: false },
      { keyHash: new Uint8Array(sha256('d')), valueHash: undefined, purge: false },
      { keyHash: new Uint8Array(sha256('k')), valueHash: new Uint8Array(sha256('secret')), purge: false },
      { keyHash: new Uint8Array(sha256('p')), valueHash: undefined, purge: true },
    ]);
    const clear = clearOf(privateWrites, 1, 1);
    expect(red?.privateHash).to.deep.equal(new Uint8Array(sha256(clear)));
    expect(keyReadWriteSetOf(clear).writes).to.deep.equal([
      { key: 'back', value: new Uint8Array(Buffer.from('again')) },
      { key: 'd', value: undefined },
      { key: 'k', value: new Uint8Array(Buffer.from('secret')) },
      { key: 'p', value: undefined },
    ]);
  });

  it('reads an empty set', () => {
    expect(readWriteSetOf(new Uint8Array())).to.deep.equal({ namespaces: [] });
  });

  it('takes an empty value and the hash of an empty value for a delete', () => {
    const write = new KVWrite();
    write.setKey('k');
    const set = new KVRWSet();
    set.addWrites(write);
    const hashedSet = new HashedRWSet();
    for (const valueHash of [new Uint8Array(), sha256('')]) {
      const hashedWrite = new KVWriteHash();
      hashedWrite.setValueHash(valueHash);
      hashedSet.addHashedWrites(hashedWrite);
    }
    const [cc] = readWriteSetOf(setOf(set.serializeBinary(), hashedSet.serializeBinary())).namespaces;
    expect(cc?.writes).to.deep.equal([{ key: 'k', value: undefined }]);
    expect(cc?.collections[0]?.writes.map(({ valueHash }) => valueHash)).to.deep.equal([
      undefined,
      undefined,
    ]);
  });

  it('names the part that is malformed', () => {
    const junk = bytesOf('0a05');
    expect(() => readWriteSetOf(junk)).to.throw(ReadWriteSetError, /^error unmarshalling TxReadWriteSet$/);
    expect(() => readWriteSetOf(setOf(junk))).to.throw(ReadWriteSetError, /^error unmarshalling KVRWSet$/);
    expect(() => readWriteSetOf(setOf(new Uint8Array(), junk))).to.throw(
      ReadWriteSetError,
      /^error unmarshalling HashedRWSet$/,
    );
  });

  it('refuses a summary of a degree that no tree can have', () => {
    for (const degree of [0, 1]) {
      const summary = new QueryReadsMerkleSummary();
      summary.setMaxDegree(degree);
      const info = new RangeQueryInfo();
      info.setReadsMerkleHashes(summary);
      const set = new KVRWSet();
      set.addRangeQueriesInfo(info);
      expect(() => keyReadWriteSetOf(set.serializeBinary())).to.throw(
        ReadWriteSetError,
        `maxDegree [${degree}] should not be less than 2 in the merkle tree`,
      );
    }
  });

  it('throws nothing else, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, inside) => {
        try {
          readWriteSetOf(inside ? setOf(bytes, bytes) : bytes);
        } catch (error) {
          expect(error).to.be.instanceOf(ReadWriteSetError);
        }
      }),
    );
  });
});
