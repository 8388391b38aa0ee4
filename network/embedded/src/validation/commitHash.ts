import { createHash } from 'node:crypto';
import type { Version } from '../ledger/Version.js';
import type { BlockUpdates, SpaceUpdates } from './BlockUpdates.js';
import { textKey } from '../ledger/textKey.js';
import { publicKeyId } from './publicKeyId.js';

/**
 * Hash of what a block did to the state, chained to its predecessor's: SHA-256 of the validation codes with their number, the
 * public and hashed updates in order, and the hash before. As Fabric's kv_ledger.go (addBlockCommitHash) and
 * txmgr/update_batch_bytes.go; peers compare it to notice that they have come apart.
 *
 * @param previous empty before block 1
 */
export function commitHash(codes: Uint8Array, updates: BlockUpdates, previous: Uint8Array): Uint8Array {
  const hash = createHash('sha256').update(varint(codes.length)).update(codes);
  for (const bytes of updateMessages(updates)) hash.update(bytes);
  return hash.update(previous).digest();
}

/** The writes of a `txmgr.Updates` message. A namespace or a collection is named by its first write only. */
function* updateMessages(updates: BlockUpdates): Generator<Uint8Array> {
  let namespace: string | undefined;
  for (const { place, states } of inOrder(updates)) {
    let names = [
      ...text(0x0a, place.namespace === namespace ? '' : place.namespace),
      ...text(0x12, place.collection),
    ];
    namespace = place.namespace;
    for (const id of [...states.keys()].sort()) {
      const state = states.get(id);
      if (state === undefined) continue;
      const { entry, version } = state;
      const write = Buffer.concat([
        ...names,
        ...bytes(0x1a, textKey(id)),
        ...(entry === undefined ? [Buffer.of(0x20, 1)] : bytes(0x2a, entry.value)),
        ...bytes(0x32, versionBytes(version)),
      ]);
      names = [];
      yield Buffer.concat(bytes(0x0a, write));
    }
  }
}

function inOrder(updates: BlockUpdates): readonly SpaceUpdates[] {
  const key = ({ place }: SpaceUpdates): string =>
    `${publicKeyId(place.namespace)}\0${publicKeyId(place.collection)}`;
  return [...updates.spaces()]
    .map((space) => ({ space, key: key(space) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ space }) => space);
}

function text(tag: number, value: string): readonly Uint8Array[] {
  return bytes(tag, Buffer.from(value, 'utf8'));
}

/** A field of bytes, left out when empty as in proto3. */
function bytes(tag: number, value: Uint8Array): readonly Uint8Array[] {
  return value.length === 0 ? [] : [Buffer.of(tag), varint(value.length), value];
}

function varint(value: number): Uint8Array {
  const digits: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    digits.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Buffer.of(...digits, rest);
}

/** Fabric's form of a version that sorts as bytes: of each number its length and its digits. */
function versionBytes({ block, tx }: Version): Uint8Array {
  return Buffer.concat([orderPreserving(block), orderPreserving(tx)]);
}

function orderPreserving(value: number): Uint8Array {
  if (value === 0) return Buffer.of(0);
  const digits = value.toString(16);
  const number = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.of(number.length), number]);
}
