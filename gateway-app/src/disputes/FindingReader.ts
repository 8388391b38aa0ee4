import { CodedError, x25519PrivateKey, type DisputeRecord, type Finding } from '@acequia/protocol';
import { operationSecretSchema, type KeyStore } from '@acequia/protocol/keystore';
import type { KeyObject } from 'node:crypto';
import { openFinding } from './openFinding.js';

const FOLDER = 'operation';
const UNREADABLE: ReadonlySet<string> = new Set(['FINDING_UNREADABLE', 'FINDING_DIFFERS']);

/** Reads findings for the API, with the operation keys that lie in a gateway's key store: a home's agent, or the community, puts them there. */
export class FindingReader {
  readonly #store: KeyStore;
  readonly #role: 'home' | 'community';
  readonly #domain: string;

  /** @param domain `sealingDomain`. */
  constructor(store: KeyStore, role: 'home' | 'community', domain: string) {
    this.#store = store;
    this.#role = role;
    this.#domain = domain;
  }

  /** @returns undefined when nothing has been found, or it cannot be opened here. @throws CodedError AT_REST_BROKEN. */
  async read(dispute: DisputeRecord): Promise<Finding | undefined> {
    if (dispute.finding === undefined) return undefined;
    const privateKeys = await this.#privateKeys();
    try {
      return openFinding(dispute, this.#role, { privateKeys, domain: this.#domain });
    } catch (error) {
      if (error instanceof CodedError && UNREADABLE.has(error.code)) return undefined;
      throw error;
    }
  }

  async #privateKeys(): Promise<KeyObject[]> {
    const names = await this.#store.names(FOLDER);
    const secrets = await Promise.all(names.map((name) => this.#store.get(name, operationSecretSchema)));
    return secrets.flatMap((secret) =>
      secret === undefined ? [] : x25519PrivateKey(Buffer.from(secret.privateKey, 'base64')),
    );
  }
}
