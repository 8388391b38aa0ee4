import type { KeyObject } from 'node:crypto';
import { decodePadded, encodePadded } from '../crypto/paddedMessage.js';
import { CodedError } from '../errors.js';
import { channelMessageSchema, type ChannelMessage } from '../schemas/delegation.js';
import type { ChannelIdentity } from './ChannelIdentity.js';
import { ENVELOPE_OVERHEAD, openEnvelope, sealEnvelope, type ChannelSigner } from './channelEnvelope.js';
import { malformed } from './channelErrors.js';

/** Bytes of a message's padded canonical JSON. */
const PLAIN_LENGTH = 4096;
/** Bytes of every sealed message, whatever it says. */
export const SEALED_MESSAGE_LENGTH = PLAIN_LENGTH + ENVELOPE_OVERHEAD;

/** Whom a message is sealed to, and by whom. */
export interface MessageSeal {
  readonly identity: ChannelIdentity;
  /** The recipient's newest operation key, X25519, 32 bytes. */
  readonly recipientKey: Uint8Array;
  /** `sealingDomain`. */
  readonly domain: string;
}

/** What a recipient opens messages with. */
export interface MessageOpening {
  /** All operation keys that it still has, X25519. */
  readonly privateKeys: readonly KeyObject[];
  readonly domain: string;
}

/**
 * Signs a message with its sender's Fabric key and seals it to its recipient, end to end.
 *
 * @returns `SEALED_MESSAGE_LENGTH` bytes.
 * @throws CodedError CHANNEL_SENDER_DIFFERS, MESSAGE_TOO_LONG, SEALING_KEY_INVALID.
 */
export function sealMessage(
  message: ChannelMessage,
  { identity, recipientKey, domain }: MessageSeal,
): Buffer {
  if (message.from !== identity.owner) {
    throw new CodedError('CHANNEL_SENDER_DIFFERS', 'the message is from another than who signs it');
  }
  const content = encodePadded(message, PLAIN_LENGTH);
  return sealEnvelope(content, identity, recipientKey, { purpose: 'message', domain });
}

/**
 * Opens a message. Whether the signer may speak for `message.from`, and the message is for us and new (`messageId`), is the
 * caller's to check.
 *
 * @throws CodedError CHANNEL_NOT_READABLE, CHANNEL_SIGNATURE_WRONG, CHANNEL_MALFORMED.
 */
export function openMessage(
  sealed: Uint8Array,
  { privateKeys, domain }: MessageOpening,
): { message: ChannelMessage; signer: ChannelSigner } {
  if (sealed.length !== SEALED_MESSAGE_LENGTH) throw malformed('it has not the length of messages');
  const { content, signer } = openEnvelope(sealed, privateKeys, { purpose: 'message', domain });
  return { message: decodeMessage(content), signer };
}

function decodeMessage(content: Uint8Array): ChannelMessage {
  try {
    return decodePadded(channelMessageSchema, content);
  } catch (error) {
    if (error instanceof CodedError) throw malformed(error.text, error);
    throw error;
  }
}
