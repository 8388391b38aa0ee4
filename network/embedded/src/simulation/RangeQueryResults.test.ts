import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { ledger } from '@hyperledger/fabric-protos';
import { fabricVectors } from '../../test/simulation/fabricVectors.js';
import type { KeyRead } from './KeyRead.js';
import type { MerkleSummary } from './MerkleSummary.js';
import { rangeQueryInfoOf } from './rangeQueryInfoOf.js';
import { RangeQueryResults } from './RangeQueryResults.js';

const { KVRead, QueryReads, Version } = ledger.rwset.kvrwset;

function resultAt(index: number): KeyRead {
  return {
    key: `key${String(index).padStart(5, '0')}`,
    version: { block: Math.floor(index / 7), tx: index % 7 },
  };
}

function collect(count: number, maxDegree?: number): RangeQueryResults {
  const results = new RangeQueryResults(maxDegree);
  for (let index = 0; index < count; index++) results.add(resultAt(index));
  return results;
}

function hash(...parts: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

/** Hash of a leaf over these results, made without the code under test. */
function leafOf(from: number, to: number): Buffer {
  const reads = new QueryReads();
  for (let index = from; index < to; index++) {
    const { key, version } = resultAt(index);
    const read = new KVRead();
    read.setKey(key);
    const message = new Version();
    message.setBlockNum(version?.block ?? 0);
    message.setTxNum(version?.tx ?? 0);
    read.setVersion(message);
    reads.addKvReads(read);
  }
  return hash(reads.serializeBinary());
}

describe('RangeQueryResults', () => {
  it('keeps up to 50 results as they are', () => {
    const all = Array.from({ length: 50 }, (_, index) => resultAt(index));
    expect(collect(0).finish()).to.deep.equal({ reads: [], summary: undefined });
    expect(collect(1).finish()).to.deep.equal({ reads: [resultAt(0)], summary: undefined });
    expect(collect(50).finish()).to.deep.equal({ reads: all, summary: undefined });
  });

  it('makes a leaf of every 51 results, and of the rest', () => {
    expect(collect(51).finish()).to.deep.equal({
      reads: [],
      summary: { maxDegree: 50, maxLevel: 1, hashes: [leafOf(0, 51)] },
    });
    expect(collect(103).finish()).to.deep.equal({
      reads: [],
      summary: { maxDegree: 50, maxLevel: 1, hashes: [leafOf(0, 51), leafOf(51, 102), leafOf(102, 103)] },
    });
  });

  it('folds more nodes than the degree into one of the next level, and lets a single node rise', () => {
    const [a, b, c] = [leafOf(0, 3), leafOf(3, 6), leafOf(6, 9)];
    expect(collect(9, 2).finish().summary).to.deep.equal({
      maxDegree: 2,
      maxLevel: 2,
      hashes: [hash(a, b, c)],
    });
    expect(collect(10, 2).finish().summary).to.deep.equal({
      maxDegree: 2,
      maxLevel: 2,
      hashes: [hash(a, b, c), leafOf(9, 10)],
    });
    expect(collect(13, 2).finish().summary?.hashes).to.deep.equal([
      hash(a, b, c),
      hash(leafOf(9, 12), leafOf(12, 13)),
    ]);
  });

  it('adds a level at the end when the top overflows then', () => {
    // Of 24 results, two nodes of level 2 and, from two leaves that are left over, a third: one more than the degree.
    const nodes = [0, 9, 18].map((from) =>
      from === 18
        ? hash(leafOf(18, 21), leafOf(21, 24))
        : hash(leafOf(from, from + 3), leafOf(from + 3, from + 6), leafOf(from + 6, from + 9)),
    );
    expect(collect(24, 2).finish().summary).to.deep.equal({
      maxDegree: 2,
      maxLevel: 3,
      hashes: [hash(...nodes)],
    });
  });

  it('tells the summary so far', () => {
    expect(collect(8, 2).summary).to.deep.equal({
      maxDegree: 2,
      maxLevel: 1,
      hashes: [leafOf(0, 3), leafOf(3, 6)],
    });
    expect(collect(0).summary).to.deep.equal({ maxDegree: 50, maxLevel: 1, hashes: [] });
  });

  for (const { results, maxLevel, hashes, sha256 } of fabricVectors.ranges) {
    it(`gives Fabric's RangeQueryInfo over ${results} results`, () => {
      const finished = collect(results).finish();
      expect([finished.summary?.maxLevel ?? 0, finished.summary?.hashes.length ?? 0]).to.deep.equal([
        maxLevel,
        hashes,
      ]);
      const info = rangeQueryInfoOf({ startKey: '', endKey: '', exhausted: true, ...finished });
      expect(hash(info.serializeBinary()).toString('hex')).to.equal(sha256);
    });
  }

  for (const degree of [2, 3] as const) {
    it(`gives Fabric's summaries of degree ${degree}, before the end and after`, () => {
      const bytesOf = (summary: MerkleSummary | undefined): Uint8Array => {
        if (summary === undefined) return new Uint8Array();
        const info = rangeQueryInfoOf({ startKey: '', endKey: '', exhausted: false, reads: [], summary });
        return info.getReadsMerkleHashes()?.serializeBinary() ?? new Uint8Array();
      };
      const found = fabricVectors.summaries[degree].map((_, count) => {
        const results = collect(count, degree);
        const before = bytesOf(results.summary);
        return hash(before, bytesOf(results.finish().summary)).toString('hex').slice(0, 16);
      });
      expect(found).to.deep.equal(fabricVectors.summaries[degree]);
    });
  }
});
