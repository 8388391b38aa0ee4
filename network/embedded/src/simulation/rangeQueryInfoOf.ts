import { ledger } from '@hyperledger/fabric-protos';
import { kvReadOf } from './kvReadOf.js';
import type { RangeQuery } from './RangeQuery.js';

const { QueryReads, QueryReadsMerkleSummary, RangeQueryInfo } = ledger.rwset.kvrwset;

/** A range query as a read-write set has it. One without results has neither reads nor hashes. */
export function rangeQueryInfoOf(query: RangeQuery): ledger.rwset.kvrwset.RangeQueryInfo {
  const info = new RangeQueryInfo();
  info.setStartKey(query.startKey);
  info.setEndKey(query.endKey);
  info.setItrExhausted(query.exhausted);
  if (query.summary !== undefined) {
    const summary = new QueryReadsMerkleSummary();
    summary.setMaxDegree(query.summary.maxDegree);
    summary.setMaxLevel(query.summary.maxLevel);
    summary.setMaxLevelHashesList([...query.summary.hashes]);
    info.setReadsMerkleHashes(summary);
  } else if (query.reads.length > 0) {
    const reads = new QueryReads();
    reads.setKvReadsList(query.reads.map(kvReadOf));
    info.setRawReads(reads);
  }
  return info;
}
