import { randomBytes, type KeyObject } from 'node:crypto';
import { ALARM_LENGTH, alarmSchema, type Alarm } from '../schemas/alarms.js';
import { openDocument, sealDocument, type DocumentPlace } from './documentSeal.js';
import { hpkeSeal } from './hpke.js';
import { generateX25519 } from './x25519.js';

/** Seals an alarm to its recipient's key, 560 bytes. @throws CodedError SEALING_KEY_INVALID, MESSAGE_TOO_LONG. */
export function sealAlarm(alarm: Alarm, recipient: Uint8Array, domain: string, batchId: string): Buffer {
  return sealDocument(alarm, ALARM_LENGTH, recipient, placeOf(domain, batchId));
}

/** Fills a slot that is not needed: nobody can open it, and nobody can tell. */
export function sealNoAlarm(): Buffer {
  return hpkeSeal(generateX25519().publicKey, { info: Buffer.alloc(0) }, randomBytes(ALARM_LENGTH));
}

/** @throws CodedError SEAL_BROKEN for somebody else's, as nearly all are; MESSAGE_MALFORMED. */
export function openAlarm(sealed: Uint8Array, privateKey: KeyObject, domain: string, batchId: string): Alarm {
  return openDocument(alarmSchema, sealed, privateKey, placeOf(domain, batchId));
}

function placeOf(domain: string, batchId: string): DocumentPlace {
  return { domain, purpose: `alarm ${batchId}` };
}
