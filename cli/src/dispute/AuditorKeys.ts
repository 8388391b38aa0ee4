import type { KeyObject } from 'node:crypto';
import {
  generateX25519,
  random16Hex,
  sequenceAttribute,
  x25519PrivateBytes,
  x25519PrivateKey,
  x25519PublicBytes,
} from '@acequia/protocol';
import { orUnknown, type CommunityLedger } from '@acequia/protocol/fabric';
import { operationSecretSchema, type KeyStore, type OperationSecret } from '@acequia/protocol/keystore';

const FOLDER = 'operation';

/** An auditor's operation keys: made and published with the first use, private halves in a key store. */
export class AuditorKeys {
  readonly #store: KeyStore;
  readonly #ledger: {
    readonly keys: Pick<CommunityLedger['keys'], 'getOperationKey' | 'publishOperationKey'>;
  };
  readonly #owner: string;

  /** @param owner `party-<keyHash>`. */
  constructor(store: KeyStore, ledger: Pick<CommunityLedger, 'keys'>, owner: string) {
    this.#store = store;
    this.#ledger = ledger;
    this.#owner = owner;
  }

  /**
   * Sees to it that the newest key on the ledger is one whose private half is here. The private half is on the disk first; after a
   * crash the same key is published under the same request id.
   *
   * @returns the key's version, and whether it was published now. @throws LedgerError, CodedError of the key store.
   */
  async ensure(): Promise<{ readonly version: number; readonly isNew: boolean }> {
    const newest = await this.#newest();
    if (newest !== undefined) {
      const own = await this.#store.get(nameOf(newest.version), operationSecretSchema);
      if (own !== undefined && publicHalf(own) === newest.publicKey) {
        return { version: newest.version, isNew: false };
      }
    }
    const version = (newest?.version ?? 0) + 1;
    const secret = await this.#draw(version);
    const { requestId } = secret;
    await this.#ledger.keys.publishOperationKey({ requestId, version, publicKey: publicHalf(secret) });
    return { version, isNew: true };
  }

  /** The newest first: what was sealed to the auditor opens with one of them. */
  async privateKeys(): Promise<KeyObject[]> {
    const keys: KeyObject[] = [];
    for (const name of (await this.#store.names(FOLDER)).reverse()) {
      const secret = await this.#store.get(name, operationSecretSchema);
      if (secret !== undefined) keys.push(privateHalf(secret));
    }
    return keys;
  }

  async #newest(): Promise<{ version: number; publicKey: string } | undefined> {
    return await orUnknown(
      this.#ledger.keys.getOperationKey({ owner: this.#owner }),
      /^OPERATION_KEY_UNKNOWN$/,
    );
  }

  async #draw(version: number): Promise<OperationSecret> {
    const drawn = await this.#store.get(nameOf(version), operationSecretSchema);
    if (drawn !== undefined) return drawn;
    const privateKey = x25519PrivateBytes(generateX25519().privateKey).toString('base64');
    const secret: OperationSecret = { version, privateKey, requestId: random16Hex() };
    await this.#store.put(nameOf(version), secret);
    return secret;
  }
}

function nameOf(version: number): string {
  return `${FOLDER}/${sequenceAttribute(version)}`;
}

function privateHalf({ privateKey }: OperationSecret): KeyObject {
  return x25519PrivateKey(Buffer.from(privateKey, 'base64'));
}

function publicHalf(secret: OperationSecret): string {
  return x25519PublicBytes(privateHalf(secret)).toString('base64');
}
