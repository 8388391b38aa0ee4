import { verify, type KeyObject } from 'node:crypto';
import { hpkeOpen, hpkeSeal, HPKE_OVERHEAD } from '../crypto/hpke.js';
import { keyHashOf, publicKeyBase64 } from '../crypto/keyHash.js';
import { parseDeviceKey } from '../crypto/windowSignature.js';
import { x25519PublicBytes } from '../crypto/x25519.js';
import { CodedError } from '../errors.js';
import { mspIdSchema } from '../schemas/primitives.js';
import type { ChannelIdentity } from './ChannelIdentity.js';
import { malformed, notReadable } from './channelErrors.js';

const MSP_LENGTH = 34;
/** P-256 in SPKI DER with an uncompressed point. */
const KEY_LENGTH = 91;
const SIGNATURE_LENGTH = 64;
const SIGNATURE_OFFSET = MSP_LENGTH + KEY_LENGTH;
const HEAD_LENGTH = SIGNATURE_OFFSET + SIGNATURE_LENGTH;

/** What an envelope has over its content. */
export const ENVELOPE_OVERHEAD = HPKE_OVERHEAD + HEAD_LENGTH;

/** What kind of content it is, and where it belongs (`sealingDomain`): neither opens as anything else. */
export interface EnvelopePlace {
  readonly purpose: 'message' | 'request';
  readonly domain: string;
}

/** Who signed: the recipient asks the registry who that is. */
export interface ChannelSigner {
  readonly mspId: string;
  /** SHA-256 of the SPKI, hex: `keyHashOf`. */
  readonly keyHash: string;
}

/**
 * Signs content and seals it to a recipient. Sealed are: MSP id 34 bytes (ASCII, zeros behind), public key 91, signature 64,
 * content. The signature covers place, signer and recipient's key too, so that a recipient cannot pass the content on as if it
 * had been written to another.
 *
 * @param recipientKey X25519, 32 bytes.
 * @throws CodedError SEALING_KEY_INVALID.
 */
export function sealEnvelope(
  content: Uint8Array,
  identity: ChannelIdentity,
  recipientKey: Uint8Array,
  place: EnvelopePlace,
): Buffer {
  const sender = Buffer.alloc(SIGNATURE_OFFSET);
  sender.write(identity.mspId, 'ascii');
  sender.write(identity.publicKey, MSP_LENGTH, 'base64');
  const signature = identity.sign(signedBytes(sender, recipientKey, content, place));
  return hpkeSeal(recipientKey, { info: infoOf(place) }, Buffer.concat([sender, signature, content]));
}

/**
 * Opens an envelope with the first of the keys that fits and checks its signature.
 *
 * @throws CodedError CHANNEL_NOT_READABLE (for somebody else, moved, altered), CHANNEL_SIGNATURE_WRONG, CHANNEL_MALFORMED.
 */
export function openEnvelope(
  sealed: Uint8Array,
  privateKeys: readonly KeyObject[],
  place: EnvelopePlace,
): { content: Buffer; signer: ChannelSigner } {
  const { plaintext, recipientKey } = openWithAny(sealed, privateKeys, place);
  if (plaintext.length < HEAD_LENGTH) throw malformed('it is too short');
  const sender = plaintext.subarray(0, SIGNATURE_OFFSET);
  const signature = plaintext.subarray(SIGNATURE_OFFSET, HEAD_LENGTH);
  const content = plaintext.subarray(HEAD_LENGTH);
  const { mspId, key } = parseSender(sender);
  const signed = signedBytes(sender, recipientKey, content, place);
  if (!verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature)) {
    throw new CodedError('CHANNEL_SIGNATURE_WRONG', 'the letter is not signed by whom it names');
  }
  return { content, signer: { mspId, keyHash: keyHashOf(key) } };
}

function openWithAny(
  sealed: Uint8Array,
  privateKeys: readonly KeyObject[],
  place: EnvelopePlace,
): { plaintext: Buffer; recipientKey: Buffer } {
  for (const privateKey of privateKeys) {
    try {
      const plaintext = hpkeOpen(privateKey, { info: infoOf(place) }, sealed);
      return { plaintext, recipientKey: x25519PublicBytes(privateKey) };
    } catch (error) {
      // Sealed to another of the keys, or to somebody else's.
      if (!(error instanceof CodedError) || error.code !== 'SEAL_BROKEN') throw error;
    }
  }
  throw notReadable();
}

function parseSender(sender: Buffer): { mspId: string; key: KeyObject } {
  const mspId = sender.toString('latin1', 0, MSP_LENGTH).replace(/\0+$/, '');
  if (!mspIdSchema.safeParse(mspId).success) throw malformed('it names no organisation');
  const text = sender.toString('base64', MSP_LENGTH);
  const key = parseKey(text);
  // One key, one text: else one party could pass as two.
  if (publicKeyBase64(key) !== text) throw malformed('its key is not in canonical form');
  return { mspId, key };
}

function parseKey(text: string): KeyObject {
  try {
    return parseDeviceKey(text);
  } catch (cause) {
    throw malformed('it carries no P-256 key', cause);
  }
}

function signedBytes(
  sender: Uint8Array,
  recipientKey: Uint8Array,
  content: Uint8Array,
  place: EnvelopePlace,
): Buffer {
  return Buffer.concat([infoOf(place), Buffer.from('\n'), sender, recipientKey, content]);
}

function infoOf({ purpose, domain }: EnvelopePlace): Buffer {
  return Buffer.from(`acequia channel ${purpose} v1\n${domain}`, 'utf8');
}
