import type { KeyObject } from 'node:crypto';
import {
  CodedError,
  generateX25519,
  openRecordKey,
  random16Hex,
  sequenceAttribute,
  unwrapForCommunity,
  x25519PrivateBytes,
  x25519PrivateKey,
  x25519PublicBytes,
  type EpochKeys,
  type EpochRecord,
  type RevealPlace,
  type RevealRecord,
} from '@acequia/protocol';
import { operationSecretSchema, type KeyStore, type OperationSecret } from '@acequia/protocol/keystore';
import { checkEpochKeys } from './checkEpochKeys.js';
import { EpochKeyCache } from './EpochKeyCache.js';
import type { EpochKeySource } from './EpochKeySource.js';

const FOLDER = 'operation';

/** An operation key that is on the disk, whether or not its public half is on the ledger. */
export interface OwnKey {
  readonly version: number;
  readonly privateKey: KeyObject;
  /** 32 bytes in base64. */
  readonly publicKey: string;
  /** Of the request that publishes it. */
  readonly requestId: string;
}

/**
 * The community's operation keys (paper 000 Eq. 2): private halves by version, in a key store that this gateway alone writes.
 * A wrapped key is opened with the one of its version.
 */
export class CommunityKeyring implements EpochKeySource {
  readonly faultWithoutKeys = 'KEY_WRAP_BROKEN';
  readonly #store: KeyStore;
  readonly #domain: string;
  readonly #keys = new Map<number, OwnKey>();
  readonly #cache = new EpochKeyCache();

  /** @param domain `sealingDomain`. */
  constructor(store: KeyStore, domain: string) {
    this.#store = store;
    this.#domain = domain;
  }

  /** Reads all keys. @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    for (const name of await this.#store.names(FOLDER)) {
      const secret = await this.#store.get(name, operationSecretSchema);
      if (secret !== undefined) this.#keys.set(secret.version, ownKeyOf(secret));
    }
  }

  async prepare(): Promise<void> {
    // All keys are in memory.
  }

  /** Versions whose private half is here, the oldest first. */
  get versions(): number[] {
    return [...this.#keys.keys()].sort((a, b) => a - b);
  }

  key(version: number): OwnKey | undefined {
    return this.#keys.get(version);
  }

  /** All private keys, the newest first: what was sealed to the community opens with one of them. */
  privateKeys(): KeyObject[] {
    return this.versions.reverse().flatMap((version) => this.#keys.get(version)?.privateKey ?? []);
  }

  /** The key of this version; drawn now, and on the disk when it comes back, where there is none. */
  async draw(version: number): Promise<OwnKey> {
    const known = this.#keys.get(version);
    if (known !== undefined) return known;
    const { privateKey } = generateX25519();
    const secret: OperationSecret = {
      version,
      privateKey: x25519PrivateBytes(privateKey).toString('base64'),
      requestId: random16Hex(),
    };
    await this.#store.put(nameOf(version), secret);
    const key = ownKeyOf(secret);
    this.#keys.set(version, key);
    return key;
  }

  /** Destroys a private key, and every epoch key that is remembered. */
  async destroy(version: number): Promise<void> {
    await this.#store.remove(nameOf(version));
    this.#keys.delete(version);
    this.#cache.clear();
  }

  keysOf(epoch: EpochRecord): EpochKeys {
    return this.#cache.get(epoch, () => this.#unwrap(epoch));
  }

  revealedKey(reveal: RevealRecord, place: RevealPlace): Buffer {
    const key = this.#require(reveal.communityKeyVersion);
    return openRecordKey(Buffer.from(reveal.sealedDek, 'base64'), key.privateKey, place);
  }

  #unwrap(epoch: EpochRecord): EpochKeys {
    const { homeId, epoch: number, communityKeyVersion, wraps } = epoch;
    const place = { domain: this.#domain, homeId, epoch: number };
    const { privateKey } = this.#require(communityKeyVersion);
    const wrap = Buffer.from(wraps.community, 'base64');
    const keys = unwrapForCommunity(wrap, privateKey, communityKeyVersion, place);
    checkEpochKeys(keys, epoch, place);
    return keys;
  }

  #require(version: number): OwnKey {
    const key = this.#keys.get(version);
    if (key !== undefined) return key;
    throw new CodedError('KEYS_NOT_HERE', `the private key of version ${version} is not here (any more)`);
  }
}

function ownKeyOf({ version, privateKey, requestId }: OperationSecret): OwnKey {
  const key = x25519PrivateKey(Buffer.from(privateKey, 'base64'));
  return { version, privateKey: key, publicKey: x25519PublicBytes(key).toString('base64'), requestId };
}

function nameOf(version: number): string {
  return `${FOLDER}/${sequenceAttribute(version)}`;
}
