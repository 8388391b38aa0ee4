import { CodedError, COMMUNITY_OWNER, type OperationKeyRecord } from '@acequia/protocol';
import type { AgentEvents } from '../services/AgentEvents.js';
import type { HomeKeyring } from './HomeKeyring.js';
import type { KeysLedger } from './KeysLedger.js';

export interface CommunityKeysParts {
  readonly keyring: HomeKeyring;
  readonly ledger: { readonly keys: Pick<KeysLedger['keys'], 'getOperationKey'> };
  readonly events: AgentEvents;
}

/**
 * The community's operation keys, to which the home seals its epochs' keys. One peer answers who asks for them, so that a key
 * that was used once is remembered: a version never gets another key, and the newest never is an older one. The first sight of
 * a version is believed, for there is nothing to compare it with.
 */
export class CommunityKeys {
  readonly #parts: CommunityKeysParts;
  /** As told, by version: remembered when an epoch with it is on the ledger, which proves that there is such a version. */
  readonly #told = new Map<number, OperationKeyRecord>();

  constructor(parts: CommunityKeysParts) {
    this.#parts = parts;
  }

  /**
   * The newest.
   *
   * @throws CodedError COMMUNITY_KEY_SUBSTITUTED, COMMUNITY_KEY_BEHIND from a peer that does not know the newest yet.
   */
  async newest(): Promise<OperationKeyRecord> {
    const { keyring } = this.#parts;
    const record = await this.#ask();
    const known = await keyring.communityKey();
    if (known !== undefined && record.version < known.version) {
      throw new CodedError('COMMUNITY_KEY_BEHIND', 'the peer that answers does not know the newest key yet');
    }
    // A new version must not hide that the one before it has changed.
    if (known !== undefined && record.version > known.version)
      await this.#check(await this.#ask(known.version));
    await this.#check(record);
    this.#told.set(record.version, record);
    return record;
  }

  /** Remembers the key of that version, with which an epoch of this home is on the ledger. */
  async remember(version: number): Promise<void> {
    const { keyring } = this.#parts;
    const record = this.#told.get(version);
    if (record === undefined || (await keyring.communityKey(version)) !== undefined) return;
    await keyring.keepCommunityKey({ version, publicKey: record.publicKey });
  }

  async #ask(version?: number): Promise<OperationKeyRecord> {
    const { keys } = this.#parts.ledger;
    const record = await keys.getOperationKey({
      owner: COMMUNITY_OWNER,
      ...(version === undefined ? {} : { version }),
    });
    if (record.owner === COMMUNITY_OWNER && record.version === (version ?? record.version)) return record;
    throw new CodedError('RESPONSE_INVALID', 'the ledger answered with a key that was not asked for');
  }

  async #check({ version, publicKey }: OperationKeyRecord): Promise<void> {
    const known = await this.#parts.keyring.communityKey(version);
    if (known === undefined || known.publicKey === publicKey) return;
    this.#parts.events.emit('communityKeySubstituted', { version });
    const text = `the ledger's key ${String(version)} of the community is not the one that this home has sealed to`;
    throw new CodedError('COMMUNITY_KEY_SUBSTITUTED', text);
  }
}
