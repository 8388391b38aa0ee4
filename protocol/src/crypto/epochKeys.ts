import { randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { CodedError } from '../errors.js';
import { hmacSha256 } from './hkdf.js';
import { hpkeOpen, hpkeSeal } from './hpke.js';
import type { Dataset } from './recordHeader.js';
import { generateX25519 } from './x25519.js';

const KEY_LENGTH = 32;
/** Of an epoch in which nothing is delegated, and of the community's wrap. */
const NO_DELEGATION = '0'.repeat(32);

/** A home's keys of one epoch, 32 bytes each and independent of each other (DESIGN §7). */
export type EpochKeys = Readonly<Record<Dataset, Buffer>>;

/** Which epoch, where. */
export interface EpochPlace {
  /** `sealingDomain`. */
  readonly domain: string;
  readonly homeId: string;
  readonly epoch: number;
}

/** Who may read essential data in an epoch besides home and community. */
export interface DelegateeSlot {
  /** 16 bytes in hex. */
  readonly delegationId: string;
  /** The delegatee's key of this delegation alone, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** Fresh keys. */
export function drawEpochKeys(): EpochKeys {
  return {
    essential: randomBytes(KEY_LENGTH),
    extended: randomBytes(KEY_LENGTH),
    audit: randomBytes(KEY_LENGTH),
  };
}

/** What an epoch record says of a key, so that all who were given it can see that it is the same one; 32 bytes in hex. */
export function keyCommitment(key: Uint8Array, dataset: Dataset, place: EpochPlace): string {
  return hmacSha256(key, context('key commitment', dataset, place)).toString('hex');
}

/** The wrap for the community: all three keys; 144 bytes. @throws CodedError SEALING_KEY_INVALID. */
export function wrapForCommunity(
  keys: EpochKeys,
  recipient: Uint8Array,
  keyVersion: number,
  place: EpochPlace,
): Buffer {
  const plaintext = Buffer.concat([keys.essential, keys.extended, keys.audit]);
  return hpkeSeal(recipient, { info: communityInfo(keyVersion, place) }, plaintext);
}

/** @throws CodedError KEY_WRAP_BROKEN for junk, for somebody else, or moved here. */
export function unwrapForCommunity(
  wrap: Uint8Array,
  privateKey: KeyObject,
  keyVersion: number,
  place: EpochPlace,
): EpochKeys {
  const plaintext = unwrap(wrap, privateKey, communityInfo(keyVersion, place));
  if (plaintext.length !== 3 * KEY_LENGTH) throw brokenWrap();
  return {
    essential: plaintext.subarray(0, KEY_LENGTH),
    extended: plaintext.subarray(KEY_LENGTH, 2 * KEY_LENGTH),
    audit: plaintext.subarray(2 * KEY_LENGTH),
  };
}

/**
 * The second wrap: the essential key for a delegatee, or, where there is none, random bytes for a key that nobody has,
 * which look the same; 80 bytes.
 *
 * @throws CodedError SEALING_KEY_INVALID.
 */
export function wrapForDelegatee(
  essential: Uint8Array,
  slot: DelegateeSlot | undefined,
  place: EpochPlace,
): Buffer {
  const recipient = slot?.publicKey ?? generateX25519().publicKey;
  const plaintext = slot === undefined ? randomBytes(KEY_LENGTH) : essential;
  return hpkeSeal(recipient, { info: delegateeInfo(slot?.delegationId ?? NO_DELEGATION, place) }, plaintext);
}

/** @returns the essential key, 32 bytes. @throws CodedError KEY_WRAP_BROKEN. */
export function unwrapForDelegatee(
  wrap: Uint8Array,
  privateKey: KeyObject,
  delegationId: string,
  place: EpochPlace,
): Buffer {
  const plaintext = unwrap(wrap, privateKey, delegateeInfo(delegationId, place));
  if (plaintext.length !== KEY_LENGTH) throw brokenWrap();
  return plaintext;
}

/** @throws CodedError KEY_COMMITMENT_WRONG when a key is not the one that the epoch's record commits to. */
export function checkKeyCommitment(
  key: Uint8Array,
  commitment: string,
  dataset: Dataset,
  place: EpochPlace,
): void {
  const expected = Buffer.from(keyCommitment(key, dataset, place), 'hex');
  const given = Buffer.from(commitment, 'hex');
  if (given.length === expected.length && timingSafeEqual(expected, given)) return;
  throw new CodedError('KEY_COMMITMENT_WRONG', `the ${dataset} key is not the one that the epoch commits to`);
}

function unwrap(wrap: Uint8Array, privateKey: KeyObject, info: Buffer): Buffer {
  try {
    return hpkeOpen(privateKey, { info }, wrap);
  } catch (cause) {
    throw brokenWrap(cause);
  }
}

function communityInfo(keyVersion: number, place: EpochPlace): Buffer {
  return context('community wrap', String(keyVersion), place);
}

function delegateeInfo(delegationId: string, place: EpochPlace): Buffer {
  return context('delegatee wrap', delegationId, place);
}

/** Line by line, none of which can hold a line break. */
function context(purpose: string, detail: string, { domain, homeId, epoch }: EpochPlace): Buffer {
  return Buffer.from(`acequia ${purpose} v1\n${detail}\n${domain}\n${homeId}\n${String(epoch)}`, 'utf8');
}

function brokenWrap(cause?: unknown): CodedError {
  return new CodedError('KEY_WRAP_BROKEN', 'the wrapped keys cannot be opened', { cause });
}
