import type { KeyObject } from 'node:crypto';
import { CodedError } from '../errors.js';
import { hpkeOpen, hpkeSeal } from './hpke.js';

const DEK_LENGTH = 32;

/** Which record's key is handed over, and what for. */
export interface RevealPlace {
  /** `sealingDomain`. */
  readonly domain: string;
  readonly deviceId: string;
  readonly sequence: number;
  /** A dispute's id, or `complaint`. */
  readonly purpose: string;
}

/** Seals a record's own key for an auditor or the community, 80 bytes. @throws CodedError SEALING_KEY_INVALID. */
export function sealRecordKey(dek: Uint8Array, recipient: Uint8Array, place: RevealPlace): Buffer {
  return hpkeSeal(recipient, { info: infoOf(place) }, dek);
}

/** @returns 32 bytes, to be checked against the record's commitment. @throws CodedError SEAL_BROKEN. */
export function openRecordKey(sealed: Uint8Array, privateKey: KeyObject, place: RevealPlace): Buffer {
  const dek = hpkeOpen(privateKey, { info: infoOf(place) }, sealed);
  // HMAC takes a key with zeros behind it for the same one.
  if (dek.length !== DEK_LENGTH) throw new CodedError('SEAL_BROKEN', "what was sealed is no record's key");
  return dek;
}

function infoOf({ domain, deviceId, sequence, purpose }: RevealPlace): Buffer {
  return Buffer.from(`acequia reveal v1\n${domain}\n${deviceId}\n${String(sequence)}\n${purpose}`, 'utf8');
}
