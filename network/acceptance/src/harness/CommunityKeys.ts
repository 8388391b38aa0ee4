import type { KeyObject } from 'node:crypto';
import {
  COMMUNITY_OWNER,
  generateX25519,
  random16Hex,
  sealingDomain,
  sequenceAttribute,
  unwrapForCommunity,
  x25519PrivateBytes,
  x25519PrivateKey,
  type EpochKeys,
} from '@acequia/protocol';
import { operationSecretSchema } from '@acequia/protocol/keystore';
import type { EpochKeyring } from './EpochKeyring.js';
import type { KeyConfig, KeyFolder } from './KeyFolder.js';
import type { Member } from './Member.js';

/** The community's operation keys, in a folder that the gateways of the tests have as theirs: what one publishes, all have. */
export class CommunityKeys implements EpochKeyring {
  readonly folder: KeyFolder;
  readonly #operator: Member;

  constructor(operator: Member, folder: KeyFolder) {
    this.#operator = operator;
    this.folder = folder;
  }

  /** For the configuration of a gateway of the community's. */
  get config(): KeyConfig {
    const { keysDir, atRestKeyFile } = this.folder;
    return { keysDir, atRestKeyFile };
  }

  /** Draws and publishes the community's first key; once. */
  async publishFirst(): Promise<void> {
    await this.#publish(1);
  }

  /** Draws and publishes the next key. No gateway of the community's may run meanwhile: it would not know the key. */
  async rotate(): Promise<void> {
    const { version } = await this.newest();
    await this.#publish(version + 1);
  }

  /** The newest public key, as the ledger has it. */
  async newest(): Promise<{ readonly version: number; readonly publicKey: Buffer }> {
    const owner = COMMUNITY_OWNER;
    const { version, publicKey } = await this.#operator.ledger.keys.getOperationKey({ owner });
    return { version, publicKey: Buffer.from(publicKey, 'base64') };
  }

  /** @throws Error when a version is not in the folder. */
  async privateKey(version: number): Promise<KeyObject> {
    const secret = await this.folder.store.get(nameOf(version), operationSecretSchema);
    if (secret === undefined) throw new Error(`the community's key ${version} is not in its folder`);
    return x25519PrivateKey(Buffer.from(secret.privateKey, 'base64'));
  }

  /** Unwraps an epoch's keys, as the community does. @throws CodedError KEY_WRAP_BROKEN. */
  async keysOf(homeId: string, epoch: number): Promise<EpochKeys> {
    const { connection, ledger } = this.#operator;
    const { wraps, communityKeyVersion } = await ledger.keys.getEpoch({ homeId, epoch });
    const privateKey = await this.privateKey(communityKeyVersion);
    const place = { domain: sealingDomain(connection), homeId, epoch };
    return unwrapForCommunity(Buffer.from(wraps.community, 'base64'), privateKey, communityKeyVersion, place);
  }

  /** As programs do, a key is on the disk before it is on the ledger. */
  async #publish(version: number): Promise<void> {
    const { privateKey, publicKey } = generateX25519();
    const requestId = random16Hex();
    await this.folder.store.put(nameOf(version), {
      version,
      privateKey: x25519PrivateBytes(privateKey).toString('base64'),
      requestId,
    });
    await this.#operator.ledger.keys.publishOperationKey({
      requestId,
      version,
      publicKey: publicKey.toString('base64'),
    });
  }
}

function nameOf(version: number): string {
  return `operation/${sequenceAttribute(version)}`;
}
