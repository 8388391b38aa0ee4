import type { KeyObject } from 'node:crypto';
import type { z } from 'zod';
import type { JsonValue } from '../canonicalJson.js';
import { hpkeOpen, hpkeSeal } from './hpke.js';
import { decodePadded, encodePadded } from './paddedMessage.js';

/** What a sealed document is bound to. */
export interface DocumentPlace {
  /** `sealingDomain`. */
  readonly domain: string;
  /** What it is and whose, such as `finding D-0123456789abcdef`. */
  readonly purpose: string;
}

/**
 * Seals a document of at most so many bytes for one recipient; all of that size are of one length, 48 bytes more.
 *
 * @throws CodedError MESSAGE_TOO_LONG, SEALING_KEY_INVALID.
 */
export function sealDocument(
  document: JsonValue,
  size: number,
  recipient: Uint8Array,
  place: DocumentPlace,
): Buffer {
  return hpkeSeal(recipient, { info: infoOf(place) }, encodePadded(document, size));
}

/** @throws CodedError SEAL_BROKEN, MESSAGE_MALFORMED. */
export function openDocument<S extends z.ZodType>(
  schema: S,
  sealed: Uint8Array,
  privateKey: KeyObject,
  place: DocumentPlace,
): z.output<S> {
  return decodePadded(schema, hpkeOpen(privateKey, { info: infoOf(place) }, sealed));
}

function infoOf({ domain, purpose }: DocumentPlace): Buffer {
  return Buffer.from(`acequia document v1\n${domain}\n${purpose}`, 'utf8');
}
