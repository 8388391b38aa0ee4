import type { Definitions } from '../definitions/Definitions.js';
import type { PrivateKeyPurge, PrivateWriteSet } from '../ledger/BlockCommit.js';
import { hashedSpace, privateSpace } from '../ledger/spaces.js';
import type { StateEntry } from '../ledger/StateEntry.js';
import type { TransientStore } from '../ledger/TransientStore.js';
import type { Version } from '../ledger/Version.js';
import type { CollectionReadWriteSet } from '../simulation/ReadWriteSet.js';
import { sha256 } from '../ledger/sha256.js';
import { BlockUpdates } from './BlockUpdates.js';
import { keyText } from '../ledger/keyText.js';
import type { CommittedState } from './CommittedState.js';
import type { EndorsedAction } from './EndorsedAction.js';
import { expiringBlock } from './expiringBlock.js';
import { findClearWrites, type ClearWrites } from './findClearWrites.js';
import { textKey } from '../ledger/textKey.js';
import { publicKeyId } from './publicKeyId.js';
import { sameVersion } from './sameVersion.js';
import type { StatePlace } from './StatePlace.js';

export interface PrivateStatesOptions {
  readonly block: number;
  readonly state: CommittedState;
  readonly transient: Pick<TransientStore, 'get'>;
  readonly definitions: Definitions;
  /** Organisations that have a peer. */
  readonly memberMspIds: readonly string[];
}

interface PrivateKey {
  readonly place: StatePlace;
  readonly id: string;
}

/**
 * What a block does to the collections in clear, as the peer of each member organisation keeps them. Writes that no endorser has
 * are left out: the peers have not got them then. As Fabric's core/ledger/kvledger/txmgmt/validation/batch_preparer.go.
 */
export class PrivateStates {
  readonly updates = new BlockUpdates();
  readonly writeSets: PrivateWriteSet[] = [];
  readonly purges: PrivateKeyPurge[] = [];
  readonly #options: PrivateStatesOptions;
  /** Keys whose metadata were written, for their versions. */
  readonly #renewed: PrivateKey[] = [];

  constructor(options: PrivateStatesOptions) {
    this.#options = options;
  }

  /** Takes a transaction, in order. Of one that is not valid only the write sets are kept, as Fabric does. */
  add(action: EndorsedAction, tx: number, isValid: boolean): void {
    const written = action.readWriteSet.namespaces.flatMap(({ namespace, collections }) =>
      collections
        .filter(({ privateHash }) => privateHash !== undefined)
        .map((collection) => ({ namespace, collection })),
    );
    if (written.length === 0) return;
    const kept = this.#options.transient.get(action.txId).map(({ writes }) => writes);
    const seen = new Set<string>();
    for (const { namespace, collection } of written) {
      const clear = findClearWrites(kept, namespace, collection);
      // Endorsers that lie together could name a collection twice: one write set of it is kept, as in Fabric.
      const name = JSON.stringify([namespace, collection.collection]);
      if (clear !== undefined && !seen.has(name)) {
        seen.add(name);
        this.#keep(namespace, collection.collection, clear, tx, isValid);
      }
      if (isValid) this.#purge(namespace, collection, tx, clear === undefined);
    }
  }

  /**
   * Call once, after the last transaction. Metadata that were written gave a key a new version in the hashed state: the clear
   * value that belongs to it takes it too, else it would look stale.
   */
  finish(hashed: BlockUpdates): void {
    for (const { place, id } of this.#renewed) {
      const keyHash = keyText(sha256(textKey(id)));
      const renewed = hashed.get(hashedSpace(place.namespace, place.collection), keyHash)?.entry;
      const latest = this.#latest(place.space, id);
      if (renewed === undefined || latest === undefined || sameVersion(latest.version, renewed.version)) {
        continue;
      }
      if (sha256(latest.value).equals(renewed.value)) this.#put(place, id, latest.value, renewed.version);
    }
  }

  #keep(namespace: string, collection: string, clear: ClearWrites, tx: number, isValid: boolean): void {
    const { block, definitions } = this.#options;
    const expiresAt = expiringBlock(definitions, namespace, collection, block);
    const version: Version = { block, tx };
    for (const mspId of this.#members(namespace, collection)) {
      this.writeSets.push({ mspId, tx, namespace, collection, rwset: clear.bytes, expiresAt });
      if (!isValid) continue;
      const place = placeOf(mspId, namespace, collection);
      for (const { key, value } of clear.set.writes) this.#put(place, publicKeyId(key), value, version);
      for (const { key } of clear.set.metadataWrites) this.#renewed.push({ place, id: publicKeyId(key) });
    }
  }

  #purge(
    namespace: string,
    { collection, writes }: CollectionReadWriteSet,
    tx: number,
    isMissing: boolean,
  ): void {
    const keyHashes = writes.filter(({ purge }) => purge).map(({ keyHash }) => keyHash);
    for (const keyHash of keyHashes) this.purges.push({ tx, namespace, collection, keyHash });
    // The write set in clear would have deleted them; a peer that has not got that one knows the keys by their hashes.
    if (!isMissing || keyHashes.length === 0) return;
    const version: Version = { block: this.#options.block, tx };
    const hashes = new Set(keyHashes.map(keyText));
    for (const mspId of this.#members(namespace, collection)) {
      this.#deleteByHash(placeOf(mspId, namespace, collection), hashes, version);
    }
  }

  /** Looks through all keys, once for all hashes. */
  #deleteByHash(place: StatePlace, hashes: ReadonlySet<string>, version: Version): void {
    for (const id of this.#ids(place.space)) {
      if (!hashes.has(keyText(sha256(textKey(id))))) continue;
      if (this.#latest(place.space, id) !== undefined) this.#put(place, id, undefined, version);
    }
  }

  *#ids(space: string): Generator<string> {
    for (const [id] of this.updates.range(space, '', '')) yield id;
    for (const [id] of this.#options.state.range(space, '', '')) yield id;
  }

  #members(namespace: string, collection: string): readonly string[] {
    const members = this.#options.definitions.find(namespace)?.collection(collection)?.memberMspIds;
    return members === undefined ? [] : this.#options.memberMspIds.filter((mspId) => members.has(mspId));
  }

  #latest(space: string, id: string): StateEntry | undefined {
    const pending = this.updates.get(space, id);
    return pending === undefined ? this.#options.state.get(space, id) : pending.entry;
  }

  #put(place: StatePlace, id: string, value: Uint8Array | undefined, version: Version): void {
    const entry = value && { value, metadata: NO_METADATA, version };
    this.updates.put(place, id, { entry, version });
  }
}

/** A collection's metadata are with the hashes of its keys. */
const NO_METADATA: ReadonlyMap<string, Uint8Array> = new Map();

function placeOf(mspId: string, namespace: string, collection: string): StatePlace {
  return { space: privateSpace(mspId, namespace, collection), namespace, collection };
}
