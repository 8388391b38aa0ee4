import { peer } from '@hyperledger/fabric-protos';
import { hashedSpace, publicSpace } from '../ledger/spaces.js';
import type { Version } from '../ledger/Version.js';
import type { NamespaceReadWriteSet, ReadWriteSet } from '../simulation/ReadWriteSet.js';
import type { BlockUpdates } from './BlockUpdates.js';
import { keyText } from '../ledger/keyText.js';
import type { CommittedState } from './CommittedState.js';
import { currentRange } from './currentRange.js';
import { InvalidTransaction } from './InvalidTransaction.js';
import { isRangeUnchanged } from './isRangeUnchanged.js';
import { publicKeyId } from './publicKeyId.js';
import { sameVersion } from './sameVersion.js';

const { MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT } = peer.TxValidationCode;

/**
 * Checks that what a transaction read is still so: by namespace its keys, its range queries, and the hashes of collections. As
 * Fabric's core/ledger/kvledger/txmgmt/validation/validator.go.
 *
 * @throws InvalidTransaction
 */
export function checkReads(set: ReadWriteSet, updates: BlockUpdates, state: CommittedState): void {
  const isCurrent = (space: string, id: string, version: Version | undefined): boolean =>
    updates.get(space, id) === undefined && sameVersion(state.get(space, id)?.version, version);
  for (const namespaceSet of set.namespaces) {
    checkKeys(namespaceSet, isCurrent);
    checkRanges(namespaceSet, updates, state);
    checkHashes(namespaceSet, isCurrent);
  }
}

type IsCurrent = (space: string, id: string, version: Version | undefined) => boolean;

function checkKeys({ namespace, reads }: NamespaceReadWriteSet, isCurrent: IsCurrent): void {
  const space = publicSpace(namespace);
  for (const { key, version } of reads) {
    if (!isCurrent(space, publicKeyId(key), version)) {
      throw new InvalidTransaction(
        MVCC_READ_CONFLICT,
        `key [${key}] of namespace [${namespace}] has changed`,
      );
    }
  }
}

function checkRanges(
  { namespace, rangeQueries }: NamespaceReadWriteSet,
  updates: BlockUpdates,
  state: CommittedState,
): void {
  const space = publicSpace(namespace);
  for (const query of rangeQueries) {
    if (!isRangeUnchanged(query, currentRange(query, space, updates, state))) {
      const text = `results from [${query.startKey}] to [${query.endKey}] of namespace [${namespace}] have changed`;
      throw new InvalidTransaction(PHANTOM_READ_CONFLICT, text);
    }
  }
}

function checkHashes({ namespace, collections }: NamespaceReadWriteSet, isCurrent: IsCurrent): void {
  for (const { collection, reads } of collections) {
    const space = hashedSpace(namespace, collection);
    for (const { keyHash, version } of reads) {
      if (!isCurrent(space, keyText(keyHash), version)) {
        const text = `a key of collection [${collection}] of namespace [${namespace}] has changed`;
        throw new InvalidTransaction(MVCC_READ_CONFLICT, text);
      }
    }
  }
}
