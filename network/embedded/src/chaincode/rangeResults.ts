import { ledger } from '@hyperledger/fabric-protos';
import type { RangeIterator } from '../simulation/RangeIterator.js';
import type { QueryResults } from './OpenQueries.js';

/** A range's results as `queryresult.KV`. */
export function rangeResults(namespace: string, range: RangeIterator): QueryResults {
  return {
    next: (): Uint8Array | undefined => {
      const result = range.next();
      if (result === undefined) return undefined;
      const kv = new ledger.queryresult.KV();
      kv.setNamespace(namespace);
      kv.setKey(result.key);
      kv.setValue(result.value);
      return kv.serializeBinary();
    },
    bookmark: () => range.bookmark(),
    close: () => {
      range.close();
    },
  };
}
