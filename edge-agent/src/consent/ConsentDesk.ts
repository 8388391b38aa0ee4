import { purgeRecordSchema, type PurgeRecord } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { HomeEpoch, KeyStore } from '@acequia/protocol/keystore';
import { sequenceAttribute } from '@acequia/protocol';
import type { DelegationBook } from '../delegation/DelegationBook.js';
import type { HomeKeyring } from '../keys/HomeKeyring.js';
import { consentLog, type Disclosed } from './consentLog.js';
import type { ConsentLog } from './consentSchemas.js';

const PURGES = 'purge';

export interface ConsentLedger {
  readonly disputes: Pick<CommunityLedger['disputes'], 'listDisputes' | 'getDispute'>;
  readonly monitoring: Pick<CommunityLedger['monitoring'], 'getWindow'>;
}
export interface ConsentParts {
  readonly homeId: string;
  readonly ledger: ConsentLedger;
  readonly keyring: () => Pick<HomeKeyring, 'latest' | 'epoch'>;
  readonly book: DelegationBook;
  /** The agent's own. */
  readonly store: KeyStore;
  /** Ledger seconds. */
  readonly now: () => number;
}

/** Draws up the home's consent log from its keys, its delegations and the ledger. */
export class ConsentDesk {
  readonly #parts: ConsentParts;

  constructor(parts: ConsentParts) {
    this.#parts = parts;
  }

  /** A window was erased; of other homes it is passed over. */
  async purged({ homeId, ...purge }: PurgeRecord & { readonly homeId: string }): Promise<void> {
    if (homeId !== this.#parts.homeId) return;
    const name = `${PURGES}/${purge.deviceId}-${sequenceAttribute(purge.sequence)}`;
    await this.#parts.store.put(name, purge);
  }

  /** @throws CodedError of the ledger and the disk. */
  async draw(): Promise<ConsentLog> {
    const { homeId, book, now } = this.#parts;
    const [epochs, disclosed, purged] = await Promise.all([
      this.#epochs(),
      this.#disclosed(),
      this.#purges(),
    ]);
    return consentLog({ homeId, now: now(), epochs, delegations: book.list(), disclosed, purged });
  }

  async #epochs(): Promise<HomeEpoch[]> {
    const keyring = this.#parts.keyring();
    const newest = keyring.latest?.record.epoch ?? 0;
    const epochs: HomeEpoch[] = [];
    for (let number = 1; number <= newest; number += 1) {
      const epoch = await keyring.epoch(number);
      if (epoch !== undefined) epochs.push(epoch);
    }
    return epochs;
  }

  async #disclosed(): Promise<Disclosed[]> {
    const { homeId, ledger } = this.#parts;
    const found: Disclosed[] = [];
    for (const { disputeId } of await ledger.disputes.listDisputes({ homeId })) {
      const { auditor, disclosures } = await ledger.disputes.getDispute({ disputeId });
      for (const disclosure of disclosures) {
        const { deviceId, sequence } = disclosure;
        const { header } = await ledger.monitoring.getWindow({ deviceId, sequence });
        found.push({ disclosure, auditor: auditor.owner, window: header });
      }
    }
    return found;
  }

  async #purges(): Promise<PurgeRecord[]> {
    const { store } = this.#parts;
    const records: PurgeRecord[] = [];
    for (const name of await store.names(PURGES)) {
      const record = await store.get(name, purgeRecordSchema);
      if (record !== undefined) records.push(record);
    }
    return records;
  }
}
