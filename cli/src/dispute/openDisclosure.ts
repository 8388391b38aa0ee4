import type { KeyObject } from 'node:crypto';
import {
  decodeEssential,
  openRecordKey,
  openRecordWithDek,
  type DisclosureRecord,
  type WindowRecord,
} from '@acequia/protocol';
import type { DisclosedWindow } from './DisclosedWindow.js';
import { openForAuditor } from './openForAuditor.js';

/** What a disclosure is opened with. */
export interface AuditorSight {
  /** `sealingDomain`. */
  readonly domain: string;
  readonly keys: readonly KeyObject[];
}

/**
 * Opens a window's record with the key that was disclosed for it, which must be the one that the record commits to.
 *
 * @param record the sealed E, whose hash is on the ledger.
 * @throws CodedError SEAL_BROKEN, COMMITMENT_WRONG, RECORD_MALFORMED, CONTENT_MALFORMED.
 */
export function openDisclosure(
  { disputeId, deviceId, sequence, sealedDek, disclosedBy }: DisclosureRecord,
  { header: { start, end } }: WindowRecord,
  record: Buffer,
  { domain, keys }: AuditorSight,
): DisclosedWindow {
  const place = { domain, deviceId, sequence, purpose: disputeId };
  const dek = openForAuditor(keys, (key) => openRecordKey(Buffer.from(sealedDek, 'base64'), key, place));
  const { intervals } = decodeEssential(openRecordWithDek(dek, record, domain));
  return { deviceId, sequence, start, end, disclosedBy, intervals };
}
