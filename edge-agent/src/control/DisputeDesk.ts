import { randomBytes } from 'node:crypto';
import {
  CodedError,
  DISPUTE_REASON_LENGTH,
  findingSchema,
  hashCanonical,
  openDocument,
  random16Hex,
  sealDocument,
  sealRecordKey,
  x25519PrivateKey,
  type DisputeRecord,
  type DisputeSubject,
  type Finding,
  type OperationKeyRecord,
  type WindowRecord,
} from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { HomeKeyring } from '../keys/HomeKeyring.js';
import type { DisclosedAnswer, DisputesAnswer, OpenDisputeBody } from './controlSchemas.js';

/** Keys in one transaction. */
const BATCH = 100;

export interface DisputeLedger {
  readonly disputes: Pick<
    CommunityLedger['disputes'],
    'openDispute' | 'disclose' | 'getDispute' | 'listDisputes'
  >;
  readonly keys: Pick<CommunityLedger['keys'], 'getOperationKey'>;
  readonly monitoring: Pick<CommunityLedger['monitoring'], 'getWindow' | 'getLastWindow'>;
  readonly registry: Pick<CommunityLedger['registry'], 'listDevices'>;
  readonly billing: Pick<CommunityLedger['billing'], 'getBill'>;
  readonly quota: Pick<CommunityLedger['quota'], 'getPeriod'>;
}
export interface DisputeParts {
  readonly homeId: string;
  readonly ledger: DisputeLedger;
  readonly keyring: () => Pick<HomeKeyring, 'dek' | 'operationSecrets'>;
  /** `sealingDomain`. */
  readonly domain: string;
}

/** The home's side of disputes: it opens them, discloses what they are about, and reads what the auditor found. */
export class DisputeDesk {
  readonly #parts: DisputeParts;

  constructor(parts: DisputeParts) {
    this.#parts = parts;
  }

  /** Opens a dispute; the reason is sealed to the auditor. @returns its id. @throws CodedError of the ledger. */
  async open({ subject, words, auditor }: OpenDisputeBody): Promise<string> {
    const { homeId, ledger, domain } = this.#parts;
    const disputeId = `D-${randomBytes(8).toString('hex')}`;
    const reason = { version: 1, salt: random16Hex(), words } as const;
    const { publicKey } = await ledger.keys.getOperationKey({ owner: `party-${auditor.keyHash}` });
    const place = { domain, purpose: `reason ${disputeId}` };
    const sealed = sealDocument(reason, DISPUTE_REASON_LENGTH, Buffer.from(publicKey, 'base64'), place);
    await ledger.disputes.openDispute({
      disputeId,
      homeId,
      subject,
      auditor,
      reasonHash: hashCanonical(reason),
      sealedReason: sealed.toString('base64'),
    });
    return disputeId;
  }

  /**
   * Discloses the keys of all records that a dispute is about, each sealed to the auditor.
   *
   * @throws CodedError of the ledger.
   */
  async disclose(disputeId: string): Promise<DisclosedAnswer> {
    const { ledger, keyring } = this.#parts;
    const { subject, auditor } = await ledger.disputes.getDispute({ disputeId });
    const auditorKey = await ledger.keys.getOperationKey({ owner: auditor.owner });
    const found: { window: WindowRecord; dek: Buffer }[] = [];
    const missing: DisclosedAnswer['missing'] = [];
    for (const window of await this.#windowsOf(subject)) {
      const dek = await keyring().dek(window);
      const { deviceId, sequence } = window.header;
      if (dek === undefined) missing.push({ deviceId, sequence });
      else found.push({ window, dek });
    }
    for (let from = 0; from < found.length; from += BATCH) {
      await this.#send(disputeId, auditorKey, found.slice(from, from + BATCH));
    }
    return { disputeId, disclosed: found.length, missing };
  }

  /** @throws CodedError of the ledger. */
  async list(): Promise<DisputesAnswer> {
    const { homeId, ledger } = this.#parts;
    const disputes: DisputesAnswer['disputes'] = [];
    for (const record of await ledger.disputes.listDisputes({ homeId })) {
      const finding = await this.#finding(record);
      disputes.push({ record, ...(finding === undefined ? {} : { finding }) });
    }
    return { disputes };
  }

  async #send(
    disputeId: string,
    { version, publicKey }: OperationKeyRecord,
    found: readonly { readonly window: WindowRecord; readonly dek: Buffer }[],
  ): Promise<void> {
    const { ledger, domain } = this.#parts;
    const disclosures = found.map(({ window: { header }, dek }) => {
      const { deviceId, sequence } = header;
      const place = { domain, deviceId, sequence, purpose: disputeId };
      const sealedDek = sealRecordKey(dek, Buffer.from(publicKey, 'base64'), place).toString('base64');
      return { deviceId, sequence, sealedDek };
    });
    await ledger.disputes.disclose(
      { disputeId, auditorKeyVersion: version, disclosures },
      { deks: found.map(({ dek }) => dek.toString('hex')) },
    );
  }

  /** The window, or all of the home's that start in the bill's period. */
  async #windowsOf(subject: DisputeSubject): Promise<WindowRecord[]> {
    const { homeId, ledger } = this.#parts;
    if (subject.kind === 'window') {
      const { deviceId, sequence } = subject;
      return [await ledger.monitoring.getWindow({ deviceId, sequence })];
    }
    const { periodId } = await ledger.billing.getBill({ number: subject.number });
    const { start, end } = await ledger.quota.getPeriod({ periodId });
    const windows: WindowRecord[] = [];
    for (const { deviceId } of await ledger.registry.listDevices({ homeId })) {
      windows.push(...(await this.#windowsWithin(deviceId, start, end)));
    }
    return windows;
  }

  /** Backwards from the device's last window: they come in order of time. */
  async #windowsWithin(deviceId: string, start: number, end: number): Promise<WindowRecord[]> {
    const { getLastWindow, getWindow } = this.#parts.ledger.monitoring;
    const windows: WindowRecord[] = [];
    let { window } = await getLastWindow({ deviceId });
    while (window !== undefined && window.header.start >= start) {
      if (window.header.start < end) windows.unshift(window);
      const { sequence } = window.header;
      window = sequence === 1 ? undefined : await getWindow({ deviceId, sequence: sequence - 1 });
    }
    return windows;
  }

  /** The finding in the clear, if a key of this home opens it and it is the one that the ledger has the hash of. */
  async #finding({ disputeId, finding }: DisputeRecord): Promise<Finding | undefined> {
    if (finding === undefined) return undefined;
    const place = { domain: this.#parts.domain, purpose: `finding ${disputeId}` };
    const sealed = Buffer.from(finding.sealedForHome, 'base64');
    for (const { privateKey } of await this.#parts.keyring().operationSecrets()) {
      try {
        const key = x25519PrivateKey(Buffer.from(privateKey, 'base64'));
        const opened = openDocument(findingSchema, sealed, key, place);
        return hashCanonical(opened) === finding.findingHash ? opened : undefined;
      } catch (error) {
        // Another of the home's keys may be the one.
        if (!(error instanceof CodedError)) throw error;
      }
    }
    return undefined;
  }
}
