import { hashedSpace, publicSpace } from '../ledger/spaces.js';
import type { StateEntry } from '../ledger/StateEntry.js';
import type { Version } from '../ledger/Version.js';
import type { NamespaceReadWriteSet, ReadWriteSet } from '../simulation/ReadWriteSet.js';
import type { BlockUpdates } from './BlockUpdates.js';
import { keyText } from '../ledger/keyText.js';
import type { CommittedState } from './CommittedState.js';
import { publicKeyId } from './publicKeyId.js';
import type { StatePlace } from './StatePlace.js';

type Metadata = ReadonlyMap<string, Uint8Array>;
const NO_METADATA: Metadata = new Map();

/** What one transaction does to one key. */
interface KeyChange {
  deleted: boolean;
  value: Uint8Array | undefined;
  metadata: Metadata | undefined;
}

/**
 * Adds what a valid transaction writes to the block's updates, public and hashed. A value keeps the key's metadata; metadata
 * keep its value, and count for nothing when there is no such key; a delete takes both. As Fabric's
 * core/ledger/kvledger/txmgmt/validation/tx_ops.go.
 */
export function applyWrites(
  set: ReadWriteSet,
  version: Version,
  updates: BlockUpdates,
  state: CommittedState,
): void {
  // First all, then apply: what counts is what was before the transaction.
  const changed = set.namespaces.flatMap((namespaceSet) => [
    publicChanges(namespaceSet),
    ...hashedChanges(namespaceSet),
  ]);
  for (const { place, changes } of changed) {
    for (const [id, change] of changes) {
      if (change.deleted) {
        updates.put(place, id, { entry: undefined, version });
        continue;
      }
      const entry = entryAfter(change, latest(place.space, id, updates, state), version);
      if (entry !== undefined) updates.put(place, id, { entry, version });
    }
  }
}

interface PlaceChanges {
  readonly place: StatePlace;
  readonly changes: ReadonlyMap<string, KeyChange>;
}

function publicChanges({ namespace, writes, metadataWrites }: NamespaceReadWriteSet): PlaceChanges {
  const changes = new Map<string, KeyChange>();
  for (const { key, value } of writes) addValue(changes, publicKeyId(key), value);
  for (const { key, metadata } of metadataWrites) changeOf(changes, publicKeyId(key)).metadata = metadata;
  return { place: { space: publicSpace(namespace), namespace, collection: '' }, changes };
}

function hashedChanges({ namespace, collections }: NamespaceReadWriteSet): readonly PlaceChanges[] {
  return collections.map(({ collection, writes, metadataWrites }) => {
    const changes = new Map<string, KeyChange>();
    for (const { keyHash, valueHash } of writes) addValue(changes, keyText(keyHash), valueHash);
    for (const { keyHash, metadata } of metadataWrites) {
      changeOf(changes, keyText(keyHash)).metadata = metadata;
    }
    return { place: { space: hashedSpace(namespace, collection), namespace, collection }, changes };
  });
}

function addValue(changes: Map<string, KeyChange>, id: string, value: Uint8Array | undefined): void {
  const change = changeOf(changes, id);
  if (value === undefined) change.deleted = true;
  else change.value = value;
}

function changeOf(changes: Map<string, KeyChange>, id: string): KeyChange {
  const known = changes.get(id);
  if (known !== undefined) return known;
  const created: KeyChange = { deleted: false, value: undefined, metadata: undefined };
  changes.set(id, created);
  return created;
}

function latest(
  space: string,
  id: string,
  updates: BlockUpdates,
  state: CommittedState,
): StateEntry | undefined {
  const pending = updates.get(space, id);
  return pending === undefined ? state.get(space, id) : pending.entry;
}

function entryAfter(
  change: KeyChange,
  before: StateEntry | undefined,
  version: Version,
): StateEntry | undefined {
  const value = change.value ?? before?.value;
  if (value === undefined) return undefined;
  return { value, metadata: change.metadata ?? before?.metadata ?? NO_METADATA, version };
}
