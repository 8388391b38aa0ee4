import {
  CodedError,
  disputeReasonSchema,
  FINDING_LENGTH,
  hashCanonical,
  openDocument,
  random16Hex,
  sealDocument,
  sealingDomain,
  type DisclosureRecord,
  type DisputeRecord,
  type Finding,
  type WindowRecord,
} from '@acequia/protocol';
import { CliError } from '../CliError.js';
import type { OpenedLedger } from '../ledger/withLedger.js';
import type { AuditorKeys } from './AuditorKeys.js';
import type { DisclosedWindow, DisputeEvidence, UnopenedWindow } from './DisclosedWindow.js';
import { openAuditorKeys } from './openAuditorKeys.js';
import { openDisclosure, type AuditorSight } from './openDisclosure.js';
import { openForAuditor } from './openForAuditor.js';
import { sealedWindows } from './sealedWindows.js';

type DisputeView = DisputeRecord & { readonly disclosures: readonly DisclosureRecord[] };

/** What an auditor decided. */
export type Verdict = Pick<Finding, 'outcome' | 'words' | 'correctionMinor'>;

/** The auditor's side of disputes: reads with what the ledger gives and the auditor's own key, and records what was found. */
export class AuditorDesk {
  readonly #opened: OpenedLedger;
  readonly #keys: AuditorKeys;
  readonly #domain: string;

  private constructor(opened: OpenedLedger, keys: AuditorKeys) {
    this.#opened = opened;
    this.#keys = keys;
    this.#domain = sealingDomain(opened.connection);
  }

  /** With an operation key that is published, now if it never was. @throws LedgerError, CodedError AT_REST_KEY_EXPOSED … */
  static async open(opened: OpenedLedger, onPublished: (version: number) => void): Promise<AuditorDesk> {
    const keys = await openAuditorKeys(opened, onPublished);
    return new AuditorDesk(opened, keys);
  }

  /** The disputes that this auditor is to decide, the newest first. */
  async list(): Promise<DisputeRecord[]> {
    const { client, keyHash } = this.#opened;
    const { registry, disputes } = client.ledger;
    const homes = await registry.listHomes();
    const lists = await Promise.all(homes.map(({ homeId }) => disputes.listDisputes({ homeId })));
    return lists
      .flat()
      .filter(({ auditor }) => auditor.keyHash === keyHash)
      .sort((a, b) => b.openedAt - a.openedAt);
  }

  /** @throws LedgerError DISPUTE_UNKNOWN; CliError AUDITOR_OTHER when another auditor is to decide it. */
  async find(disputeId: string): Promise<DisputeView> {
    const { client, keyHash } = this.#opened;
    const dispute = await client.ledger.disputes.getDispute({ disputeId });
    if (dispute.auditor.keyHash === keyHash) return dispute;
    throw new CliError('AUDITOR_OTHER', `another auditor is to decide ${disputeId}`);
  }

  /** Opens all that was disclosed. @throws LedgerError. */
  async evidence(dispute: DisputeView): Promise<DisputeEvidence> {
    const sight = { domain: this.#domain, keys: await this.#keys.privateKeys() };
    const { client } = this.#opened;
    const { getWindow } = client.ledger.monitoring;
    const windows = await Promise.all(
      dispute.disclosures.map(({ deviceId, sequence }) => getWindow({ deviceId, sequence })),
    );
    const named = windows.map(({ header: { deviceId, sequence }, essentialHash }) => ({
      deviceId,
      sequence,
      essentialHash,
    }));
    const records = await sealedWindows(client, named);
    const opened = dispute.disclosures.flatMap((disclosure, index) => {
      const window = windows[index];
      return window === undefined ? [] : [openOne(disclosure, window, records, sight)];
    });
    return { reason: reasonOf(dispute, sight), ...onePerWindow(opened) };
  }

  /** Records what was found, sealed to home and community. @throws LedgerError DISPUTE_DECIDED, ROLE_DENIED. */
  async record({ disputeId, homeId }: DisputeRecord, verdict: Verdict): Promise<Finding> {
    const { disputes, keys } = this.#opened.client.ledger;
    const finding: Finding = { version: 1, salt: random16Hex(), disputeId, ...verdict };
    const place = { domain: this.#domain, purpose: `finding ${disputeId}` };
    const sealedFor = async (owner: string): Promise<string> => {
      const { publicKey } = await keys.getOperationKey({ owner });
      const recipient = Buffer.from(publicKey, 'base64');
      return sealDocument(finding, FINDING_LENGTH, recipient, place).toString('base64');
    };
    await disputes.recordFinding({
      disputeId,
      outcome: finding.outcome,
      findingHash: hashCanonical(finding),
      sealedForHome: await sealedFor(homeId),
      sealedForCommunity: await sealedFor('community'),
    });
    return finding;
  }
}

function reasonOf(
  { disputeId, sealedReason, reasonHash }: DisputeRecord,
  { domain, keys }: AuditorSight,
): string | undefined {
  const place = { domain, purpose: `reason ${disputeId}` };
  const sealed = Buffer.from(sealedReason, 'base64');
  try {
    const reason = openForAuditor(keys, (key) => openDocument(disputeReasonSchema, sealed, key, place));
    return hashCanonical(reason) === reasonHash ? reason.words : undefined;
  } catch (error) {
    // Whoever opened the dispute may have sealed anything.
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}

function openOne(
  disclosure: DisclosureRecord,
  window: WindowRecord,
  records: ReadonlyMap<string, Buffer>,
  sight: AuditorSight,
): DisclosedWindow | UnopenedWindow {
  const { deviceId, sequence, disclosedBy } = disclosure;
  const record = records.get(window.essentialHash);
  if (record === undefined) return { deviceId, sequence, disclosedBy, code: 'RECORD_MISSING' };
  try {
    return openDisclosure(disclosure, window, record, sight);
  } catch (error) {
    if (error instanceof CodedError) return { deviceId, sequence, disclosedBy, code: error.code };
    throw error;
  }
}

/** Home and community may both have disclosed a window: one key that fits is enough. */
function onePerWindow(
  opened: readonly (DisclosedWindow | UnopenedWindow)[],
): Pick<DisputeEvidence, 'windows' | 'unopened'> {
  const windows = new Map<string, DisclosedWindow>();
  for (const each of opened) {
    if ('intervals' in each) windows.set(`${each.deviceId}/${String(each.sequence)}`, each);
  }
  const unopened = opened.flatMap((each) => ('code' in each ? [each] : []));
  const byPlace = (a: DisclosedWindow, b: DisclosedWindow): number =>
    a.deviceId === b.deviceId ? a.sequence - b.sequence : a.deviceId < b.deviceId ? -1 : 1;
  return { windows: [...windows.values()].sort(byPlace), unopened };
}
