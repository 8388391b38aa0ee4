import { randomBytes } from 'node:crypto';
import {
  DISPUTE_REASON_LENGTH,
  FINDING_LENGTH,
  generateX25519,
  hashCanonical,
  parseRecord,
  publicRecords,
  random16Hex,
  recordHeaderOf,
  recordKey,
  sealDocument,
  sealRecord,
  sealRecordKey,
  sequenceAttribute,
  sha256Hex,
  type DisputeSubject,
  type Finding,
  type WindowHeader,
} from '@acequia/protocol';
import { StubLedgerState } from '../src/ledger/StubLedgerState.js';
import type { Community } from './Community.js';
import type { Receipt } from './Receipt.js';
import { TEST_DOMAIN } from './TEST_DOMAIN.js';
import type { TestIdentity } from './TestIdentity.js';

type Fields = Readonly<Record<string, unknown>>;

/** A window whose key can be disclosed. */
export interface DisclosedWindow {
  readonly deviceId: string;
  readonly sequence: number;
  /** 32 bytes in hex. */
  readonly dek: string;
}

/** A dispute of home SH1 with the community's auditor, step by step. */
export class DisputeScene {
  readonly disputeId = `D-${'0'.repeat(16)}`;
  readonly domain = TEST_DOMAIN;
  readonly auditorKey = generateX25519();
  /** Of home and community; their private halves are not needed here. */
  readonly otherKey = generateX25519();
  readonly reason = { version: 1, salt: random16Hex(), words: 'The meter counted a burst pipe twice.' };
  readonly finding: Finding = {
    version: 1,
    salt: random16Hex(),
    disputeId: this.disputeId,
    outcome: 'upheld',
    words: 'The second hour repeats the first.',
    correctionMinor: '-250',
  };
  readonly #community: Community;

  constructor(community: Community) {
    this.#community = community;
  }

  /**
   * Puts a window of an hour on the ledger, as monitoring keeps them. What is disclosed of one is its header, its commitment and
   * its revision, which monitoring's own tests see through.
   */
  async window(window: {
    readonly deviceId: string;
    readonly sequence: number;
    readonly start: number;
    readonly homeId?: string;
    readonly revision?: number;
  }): Promise<DisclosedWindow> {
    const { deviceId, sequence, start, homeId = 'SH1', revision = 0 } = window;
    const header: WindowHeader = {
      version: 2,
      homeId,
      deviceId,
      epoch: 1,
      sequence,
      start,
      end: start + 3600,
      salt: random16Hex(),
    };
    const key = randomBytes(32);
    const record = sealRecord(key, recordHeaderOf(header, 'essential'), this.domain, Buffer.from('readings'));
    const { commitment, headerBytes } = parseRecord(record);
    const stub = this.#community.ledger.stubFor(this.#community.household);
    await new StubLedgerState(stub).put(publicRecords.window, [deviceId, sequenceAttribute(sequence)], {
      header,
      commitment: commitment.toString('hex'),
      essentialHash: sha256Hex(record),
      extendedHash: sha256Hex('extended'),
      signature: randomBytes(64).toString('base64'),
      submittedAt: start,
      revision,
    });
    stub.commit();
    return { deviceId, sequence, dek: recordKey(key, headerBytes).toString('hex') };
  }

  /** What opens a dispute about something of home SH1. */
  opening(subject: DisputeSubject, changes: Fields = {}): Fields {
    const { mspId, keyHash } = this.#community.auditor;
    const { disputeId, domain, reason, auditorKey } = this;
    const place = { domain, purpose: `reason ${disputeId}` };
    return {
      disputeId,
      homeId: 'SH1',
      subject,
      auditor: { mspId, keyHash },
      reasonHash: hashCanonical(reason),
      sealedReason: sealDocument(reason, DISPUTE_REASON_LENGTH, auditorKey.publicKey, place).toString(
        'base64',
      ),
      ...changes,
    };
  }

  /** What discloses the keys of these windows. */
  disclosing(windows: readonly DisclosedWindow[], changes: Fields = {}): Fields {
    const { disputeId, domain, auditorKey } = this;
    return {
      disputeId,
      auditorKeyVersion: 1,
      disclosures: windows.map(({ deviceId, sequence, dek }) => {
        const place = { domain, deviceId, sequence, purpose: disputeId };
        const sealedDek = sealRecordKey(Buffer.from(dek, 'hex'), auditorKey.publicKey, place);
        return { deviceId, sequence, sealedDek: sealedDek.toString('base64') };
      }),
      ...changes,
    };
  }

  /** The auditor's finding. */
  found(changes: Fields = {}): Fields {
    const { disputeId, domain, finding, otherKey } = this;
    const place = { domain, purpose: `finding ${disputeId}` };
    const sealed = (): string =>
      sealDocument(finding, FINDING_LENGTH, otherKey.publicKey, place).toString('base64');
    return {
      disputeId,
      outcome: finding.outcome,
      findingHash: hashCanonical(finding),
      sealedForHome: sealed(),
      sealedForCommunity: sealed(),
      ...changes,
    };
  }

  publishAuditorKey(version = 1, key = this.auditorKey): Promise<Receipt> {
    const publicKey = key.publicKey.toString('base64');
    return this.#run(this.#community.auditor, 'keys', 'publishOperationKey', { version, publicKey });
  }

  open(subject: DisputeSubject, changes: Fields = {}, by = this.#community.household): Promise<Receipt> {
    return this.#run(by, 'disputes', 'openDispute', this.opening(subject, changes));
  }

  disclose(
    windows: readonly DisclosedWindow[],
    {
      by = this.#community.household,
      deks = windows.map(({ dek }) => dek),
      ...changes
    }: {
      readonly by?: TestIdentity;
      readonly deks?: readonly string[];
      readonly disputeId?: string;
      readonly auditorKeyVersion?: number;
    } = {},
  ): Promise<Receipt> {
    return this.#run(by, 'disputes', 'disclose', this.disclosing(windows, changes), { deks });
  }

  find(changes: Fields = {}, by = this.#community.auditor): Promise<Receipt> {
    return this.#run(by, 'disputes', 'recordFinding', this.found(changes));
  }

  close(changes: Fields = {}): Promise<Receipt> {
    const request = { disputeId: this.disputeId, ...changes };
    return this.#run(this.#community.operator, 'disputes', 'closeDispute', request);
  }

  get #run(): Community['ledger']['run'] {
    const { ledger } = this.#community;
    return ledger.run.bind(ledger);
  }
}
