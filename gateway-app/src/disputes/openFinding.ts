import type { KeyObject } from 'node:crypto';
import {
  CodedError,
  findingSchema,
  hashCanonical,
  openDocument,
  type DisputeRecord,
  type Finding,
} from '@acequia/protocol';

/** What a finding is opened with. */
export interface FindingKeys {
  readonly privateKeys: readonly KeyObject[];
  /** `sealingDomain`. */
  readonly domain: string;
}

/**
 * Opens a dispute's finding, which is sealed to home and community, and checks it against what the auditor put on the ledger.
 *
 * @returns undefined when nothing has been found.
 * @throws CodedError FINDING_UNREADABLE, FINDING_DIFFERS.
 */
export function openFinding(
  { disputeId, finding }: DisputeRecord,
  reader: 'home' | 'community',
  keys: FindingKeys,
): Finding | undefined {
  if (finding === undefined) return undefined;
  const sealed = reader === 'home' ? finding.sealedForHome : finding.sealedForCommunity;
  const opened = openWithAny(Buffer.from(sealed, 'base64'), disputeId, keys);
  const { findingHash, outcome } = finding;
  if (hashCanonical(opened) !== findingHash || opened.disputeId !== disputeId || opened.outcome !== outcome) {
    throw differs(disputeId);
  }
  return opened;
}

function differs(disputeId: string, cause?: unknown): CodedError {
  return new CodedError('FINDING_DIFFERS', `the finding of ${disputeId} is not the one that was recorded`, {
    cause,
  });
}

function openWithAny(sealed: Buffer, disputeId: string, { privateKeys, domain }: FindingKeys): Finding {
  for (const privateKey of privateKeys) {
    try {
      return openDocument(findingSchema, sealed, privateKey, { domain, purpose: `finding ${disputeId}` });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      // Otherwise it was sealed to another of the keys.
      if (error.code !== 'SEAL_BROKEN') throw differs(disputeId, error);
    }
  }
  throw new CodedError('FINDING_UNREADABLE', `the finding of ${disputeId} opens with none of our keys`);
}
