import {
  encodeRecordHeader,
  recordHeaderOf,
  recordKey,
  sealRecordKey,
  type DisputeRecord,
  type OperationKeyRecord,
} from '@acequia/protocol';
import { headerOf } from '../readModel/queries/headerOf.js';
import type { WindowRow } from '../readModel/queries/MonitoringQueries.js';
import { latestWait } from '../services/latestWait.js';
import type { DisputeContext } from './DisputeContext.js';
import { disputedWindows } from './disputedWindows.js';
import { undisclosed } from './undisclosed.js';

/** Disclosures in one transaction. */
const BATCH = 100;
/** How long a home's own disclosures are waited on, ledger seconds. */
const HOME_DISCLOSES_SECONDS = 86_400;

/** What is disclosed of a window. */
interface Disclosed {
  readonly deviceId: string;
  readonly sequence: number;
  readonly sealedDek: string;
  readonly dek: string;
}

/**
 * Discloses to the auditor the keys of the records that a dispute is about: those alone, each a key of its own. At once when
 * the community opened it, else when the auditor has not decided within a day on what the home disclosed.
 */
export class Disclosures {
  readonly #context: DisputeContext;
  readonly #domain: string;

  /** @param domain `sealingDomain`. */
  constructor(context: DisputeContext, domain: string) {
    this.#context = context;
    this.#domain = domain;
  }

  /** @throws CodedError KEYS_NOT_HERE when a period's key was destroyed, LedgerError. */
  async disclose(dispute: DisputeRecord): Promise<void> {
    const { model, ledger, reached, log } = this.#context;
    const { disputeId, auditor } = dispute;
    const auditorKey = model.keys.latestOperationKey(auditor.owner);
    if (auditorKey === undefined || !this.#isDue(dispute)) return;
    const windows = undisclosed(disputedWindows(model, dispute), model.notices.disclosures(disputeId));
    for (let from = 0; from < windows.length; from += BATCH) {
      const batch = windows
        .slice(from, from + BATCH)
        .map((window) => this.#disclosed(window, auditorKey, disputeId));
      const { blockNumber } = await ledger.disputes.disclose(
        {
          disputeId,
          auditorKeyVersion: auditorKey.version,
          disclosures: batch.map(({ deviceId, sequence, sealedDek }) => ({ deviceId, sequence, sealedDek })),
        },
        { deks: batch.map(({ dek }) => dek) },
      );
      await reached(blockNumber);
      log.info({ disputeId, disclosed: batch.length }, 'records disclosed to the auditor');
    }
  }

  #isDue({ openedBy, openedAt }: DisputeRecord): boolean {
    const { model, config, now } = this.#context;
    const community = model.registry.community();
    if (community === undefined) return false;
    if (openedBy === 'operator') return true;
    const wait = latestWait(HOME_DISCLOSES_SECONDS, config.community.transitMs, community.clock);
    return now(community) >= openedAt + wait;
  }

  #disclosed(window: WindowRow, { publicKey }: OperationKeyRecord, disputeId: string): Disclosed {
    const { deviceId, sequence } = window;
    const dek = this.#keyOf(window);
    const place = { domain: this.#domain, deviceId, sequence, purpose: disputeId };
    const sealed = sealRecordKey(dek, Buffer.from(publicKey, 'base64'), place);
    return { deviceId, sequence, sealedDek: sealed.toString('base64'), dek: dek.toString('hex') };
  }

  #keyOf(window: WindowRow): Buffer {
    const { model, keyring } = this.#context;
    const epoch = model.keys.epoch(window.homeId, window.epoch);
    if (epoch === undefined) throw new Error('chaincode takes no window of an epoch that is not there');
    const header = encodeRecordHeader(recordHeaderOf(headerOf(window), 'essential'));
    return recordKey(keyring.keysOf(epoch).essential, header);
  }
}
