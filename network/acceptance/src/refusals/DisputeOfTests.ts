import {
  DISPUTE_REASON_LENGTH,
  FINDING_LENGTH,
  generateX25519,
  hashCanonical,
  parseRecord,
  random16Hex,
  recordKey,
  sealDocument,
  sealingDomain,
  sealRecordKey,
  type DisputeSubject,
  type Finding,
} from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { MeterWindow } from '../harness/Meter.js';
import type { HomeName } from '../harness/HomeName.js';
import type { TestCommunity } from '../harness/TestCommunity.js';

type Disputes = CommunityLedger['disputes'];
type Opening = Parameters<Disputes['openDispute']>[0];
type Disclosing = Parameters<Disputes['disclose']>;
type Recording = Parameters<Disputes['recordFinding']>[0];

/** A dispute of a home with the tests' auditor: what each side sends, really sealed. */
export class DisputeOfTests {
  readonly disputeId = `D-${random16Hex().slice(0, 16)}`;
  readonly homeId: HomeName;
  readonly #community: TestCommunity;
  readonly #domain: string;

  constructor(community: TestCommunity, homeId: HomeName) {
    this.#community = community;
    this.homeId = homeId;
    this.#domain = sealingDomain(community.operator.connection);
  }

  /** What opens it. */
  opening(subject: DisputeSubject, changes: Partial<Opening> = {}): Opening {
    const { mspId, keyHash } = this.#community.parties.auditor;
    const { publicKey } = this.#community.keys.auditor.pair;
    const { disputeId, homeId } = this;
    const reason = { version: 1, salt: random16Hex(), words: 'The meter counted twice.' };
    const place = { domain: this.#domain, purpose: `reason ${disputeId}` };
    return {
      disputeId,
      homeId,
      subject,
      auditor: { mspId, keyHash },
      reasonHash: hashCanonical(reason),
      sealedReason: sealDocument(reason, DISPUTE_REASON_LENGTH, publicKey, place).toString('base64'),
      ...changes,
    };
  }

  /** What discloses the keys of windows of the home. */
  async disclosing(...windows: readonly MeterWindow[]): Promise<Disclosing> {
    const { disputeId } = this;
    const { pair, version } = this.#community.keys.auditor;
    const deks = await Promise.all(windows.map((window) => this.dekOf(window)));
    const disclosures = windows.map(({ header: { deviceId, sequence } }, index) => {
      const place = { domain: this.#domain, deviceId, sequence, purpose: disputeId };
      const sealedDek = sealRecordKey(Buffer.from(deks[index] ?? '', 'hex'), pair.publicKey, place);
      return { deviceId, sequence, sealedDek: sealedDek.toString('base64') };
    });
    return [{ disputeId, auditorKeyVersion: version, disclosures }, { deks }];
  }

  /** The key of a window's E, in hex, as its home knows it. */
  async dekOf({ header: { homeId, epoch }, essential }: MeterWindow): Promise<string> {
    const keys = await this.#community.sealer(homeId).keysOf(homeId, epoch);
    const { headerBytes } = parseRecord(Buffer.from(essential, 'base64'));
    return recordKey(keys.essential, headerBytes).toString('hex');
  }

  /** The auditor's finding. Who reads it is of no concern here: it is sealed to keys that are thrown away. */
  finding(changes: Partial<Recording> = {}): Recording {
    const { disputeId } = this;
    const finding: Finding = {
      version: 1,
      salt: random16Hex(),
      disputeId,
      outcome: 'dismissed',
      words: 'The readings follow each other.',
      correctionMinor: '0',
    };
    const place = { domain: this.#domain, purpose: `finding ${disputeId}` };
    const sealed = (): string =>
      sealDocument(finding, FINDING_LENGTH, generateX25519().publicKey, place).toString('base64');
    return {
      disputeId,
      outcome: finding.outcome,
      findingHash: hashCanonical(finding),
      sealedForHome: sealed(),
      sealedForCommunity: sealed(),
      ...changes,
    };
  }
}
