import type { KeyRead } from '../simulation/KeyRead.js';
import type { MerkleSummary } from '../simulation/MerkleSummary.js';
import type { RangeQuery } from '../simulation/RangeQuery.js';
import { RangeQueryResults } from '../simulation/RangeQueryResults.js';
import { sameVersion } from './sameVersion.js';

/**
 * Whether a range query would give now what it gave to the simulation: the same keys in the same versions. Stops at the first
 * difference. As Fabric's core/ledger/kvledger/txmgmt/validation/rangequery_validator.go.
 */
export function isRangeUnchanged(query: RangeQuery, current: Iterable<KeyRead>): boolean {
  return query.summary === undefined
    ? areSameReads(query.reads, current)
    : isSameSummary(query.summary, current);
}

function areSameReads(reads: readonly KeyRead[], current: Iterable<KeyRead>): boolean {
  let index = 0;
  for (const { key, version } of current) {
    const read = reads[index];
    if (read?.key !== key || !sameVersion(read.version, version)) return false;
    index += 1;
  }
  return index === reads.length;
}

function isSameSummary(expected: MerkleSummary, current: Iterable<KeyRead>): boolean {
  const results = new RangeQueryResults(expected.maxDegree);
  let matched = 0;
  for (const read of current) {
    results.add(read);
    const { maxLevel, hashes } = results.summary;
    if (maxLevel < expected.maxLevel || hashes.length === matched) continue;
    if (hashes.length > expected.hashes.length) return false;
    if (!sameHash(hashes[matched], expected.hashes[matched])) return false;
    matched += 1;
  }
  const { summary } = results.finish();
  return summary !== undefined && areSameSummaries(summary, expected);
}

function areSameSummaries(a: MerkleSummary, b: MerkleSummary): boolean {
  return (
    a.maxDegree === b.maxDegree &&
    a.maxLevel === b.maxLevel &&
    a.hashes.length === b.hashes.length &&
    a.hashes.every((hash, index) => sameHash(hash, b.hashes[index]))
  );
}

function sameHash(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;
}
