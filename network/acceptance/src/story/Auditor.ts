import {
  decodeEssential,
  disputeReasonSchema,
  FINDING_LENGTH,
  hashCanonical,
  openDocument,
  openRecordKey,
  openRecordWithDek,
  random16Hex,
  sealDocument,
  sealingDomain,
  type Finding,
  type WindowPayload,
} from '@acequia/protocol';
import type { TestCommunity } from '../harness/TestCommunity.js';

/** The auditor of the tests, deciding a dispute with nothing but what the ledger gives. */
export class Auditor {
  readonly #community: TestCommunity;

  constructor(community: TestCommunity) {
    this.#community = community;
  }

  /** The reason that the dispute was opened for. @throws CodedError when it is not sealed to this auditor. */
  async reason(disputeId: string): Promise<string> {
    const { auditor } = this.#community.parties;
    const { sealedReason, reasonHash } = await auditor.ledger.disputes.getDispute({ disputeId });
    const place = { domain: this.#domain, purpose: `reason ${disputeId}` };
    const sealed = Buffer.from(sealedReason, 'base64');
    const reason = openDocument(disputeReasonSchema, sealed, this.#privateKey, place);
    if (hashCanonical(reason) !== reasonHash) throw new Error('the reason is not the one that was hashed');
    return reason.words;
  }

  /** What was disclosed: each record opened with its own key. */
  async disclosed(disputeId: string): Promise<WindowPayload[]> {
    const { disputes, monitoring } = this.#community.parties.auditor.ledger;
    const { disclosures } = await disputes.getDispute({ disputeId });
    return await Promise.all(
      disclosures.map(async ({ deviceId, sequence, sealedDek }) => {
        const place = { domain: this.#domain, deviceId, sequence, purpose: disputeId };
        const dek = openRecordKey(Buffer.from(sealedDek, 'base64'), this.#privateKey, place);
        const { essential } = await monitoring.getEssential({ deviceId, sequence });
        return decodeEssential(openRecordWithDek(dek, Buffer.from(essential, 'base64'), this.#domain));
      }),
    );
  }

  /** Records a finding, sealed to the home and the community. */
  async find(
    disputeId: string,
    found: Pick<Finding, 'outcome' | 'words' | 'correctionMinor'>,
  ): Promise<Finding> {
    const { disputes, keys } = this.#community.parties.auditor.ledger;
    const { homeId } = await disputes.getDispute({ disputeId });
    const finding: Finding = { version: 1, salt: random16Hex(), disputeId, ...found };
    const place = { domain: this.#domain, purpose: `finding ${disputeId}` };
    const sealedFor = async (owner: string): Promise<string> => {
      const { publicKey } = await keys.getOperationKey({ owner });
      return sealDocument(finding, FINDING_LENGTH, Buffer.from(publicKey, 'base64'), place).toString(
        'base64',
      );
    };
    const [sealedForHome, sealedForCommunity] = await Promise.all([
      sealedFor(homeId),
      sealedFor('community'),
    ]);
    const { outcome } = found;
    const findingHash = hashCanonical(finding);
    await disputes.recordFinding({ disputeId, outcome, findingHash, sealedForHome, sealedForCommunity });
    return finding;
  }

  get #domain(): string {
    return sealingDomain(this.#community.parties.auditor.connection);
  }

  get #privateKey(): TestCommunity['keys']['auditor']['pair']['privateKey'] {
    return this.#community.keys.auditor.pair.privateKey;
  }
}
