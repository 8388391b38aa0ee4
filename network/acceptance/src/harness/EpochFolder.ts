import { sequenceAttribute } from '@acequia/protocol';
import { homeEpochSchema, type HomeEpoch } from '@acequia/protocol/keystore';
import type { KeyFolder } from './KeyFolder.js';
import type { SealingEpoch } from './SealingEpoch.js';

/** A home's epochs in its folder of secrets, as its agent keeps them and its gateway reads them. */
export class EpochFolder {
  readonly #folder: KeyFolder;

  constructor(folder: KeyFolder) {
    this.#folder = folder;
  }

  async put(
    homeId: string,
    epoch: SealingEpoch,
    kept: Pick<HomeEpoch, 'state' | 'requestId'>,
  ): Promise<void> {
    const { record, keys, delegatee } = epoch;
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
    await this.#folder.store.put(nameOf(record.epoch), {
      homeId,
      record,
      keys: { essential: text(keys.essential), extended: text(keys.extended), audit: text(keys.audit) },
      ...(delegatee && {
        delegatee: {
          delegationId: delegatee.delegationId,
          homeId: delegatee.homeId,
          publicKey: text(delegatee.publicKey),
        },
      }),
      ...kept,
    });
  }

  async get(epoch: number): Promise<SealingEpoch | undefined> {
    const kept = await this.#folder.store.get(nameOf(epoch), homeEpochSchema);
    return kept && sealingEpochOf(kept);
  }

  /** The newest one, if it is published and not revoked. */
  async newest(): Promise<SealingEpoch | undefined> {
    const name = (await this.#folder.store.names('epoch')).at(-1);
    const kept = name === undefined ? undefined : await this.#folder.store.get(name, homeEpochSchema);
    return kept?.state === 'published' ? sealingEpochOf(kept) : undefined;
  }
}

function nameOf(epoch: number): string {
  return `epoch/${sequenceAttribute(epoch)}`;
}

function sealingEpochOf({ record, keys }: HomeEpoch): SealingEpoch {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  return {
    record,
    keys: { essential: bytes(keys.essential), extended: bytes(keys.extended), audit: bytes(keys.audit) },
  };
}
