import type { KeyObject } from 'node:crypto';
import { random16Hex } from '../crypto/hash.js';
import { X25519_LENGTH } from '../crypto/x25519.js';
import { keyOwnerSchema, type KeyOwner } from '../schemas/keys.js';
import type { ChannelIdentity } from './ChannelIdentity.js';
import { ENVELOPE_OVERHEAD, openEnvelope, sealEnvelope, type ChannelSigner } from './channelEnvelope.js';
import { malformed } from './channelErrors.js';
import { SEALED_MESSAGE_LENGTH } from './channelMessage.js';

const KINDS = ['post', 'fetch', 'idle'] as const;
const OWNER_LENGTH = 70;
const ID_OFFSET = 1;
const TIME_OFFSET = ID_OFFSET + 16;
const REPLY_KEY_OFFSET = TIME_OFFSET + 6;
const CURSOR_OFFSET = REPLY_KEY_OFFSET + X25519_LENGTH;
const OWNER_OFFSET = CURSOR_OFFSET + 6;
const MESSAGE_OFFSET = OWNER_OFFSET + OWNER_LENGTH;
const CONTENT_LENGTH = MESSAGE_OFFSET + SEALED_MESSAGE_LENGTH;
/** Bytes of every request, whatever it asks. */
export const MAIL_REQUEST_LENGTH = CONTENT_LENGTH + ENVELOPE_OVERHEAD;

/**
 * What a party asks of the mailbox: to keep a message for another, to hand out its own that came after a cursor (0: all), or
 * nothing, in place of a message, so that nobody sees on the path who has something to say.
 */
export type MailWish =
  | { readonly kind: 'post'; readonly to: KeyOwner; readonly sealed: Uint8Array }
  | { readonly kind: 'fetch'; readonly after: number }
  | { readonly kind: 'idle' };

/** What every request carries. */
export interface MailRequestHead {
  /** 16 random bytes in hex: one request is served once. */
  readonly requestId: string;
  /** Wall clock of the sender, milliseconds since 1970. */
  readonly sentAt: number;
  /** What the answer is sealed to: a fresh X25519 key, 32 bytes. */
  readonly replyKey: Uint8Array;
}
/** A request as the mailbox reads it; what the signer may do the registry tells. */
export type MailRequest = MailWish & MailRequestHead & { readonly signer: ChannelSigner };

/** By whom a request is, to the community, and where. */
export interface RequestSeal {
  readonly identity: ChannelIdentity;
  /** The community's newest operation key, 32 bytes. */
  readonly communityKey: Uint8Array;
  /** `sealingDomain`. */
  readonly domain: string;
}

/** A head with a fresh id. @param sentAt milliseconds since 1970. */
export function mailRequestHead(sentAt: number, replyKey: Uint8Array): MailRequestHead {
  return { requestId: random16Hex(), sentAt, replyKey };
}

/**
 * Signs a request and seals it to the community. The content is: kind 1 byte, id 16, time 6, reply key 32, cursor 6, recipient
 * 70 (ASCII, zeros behind), sealed message; big-endian; zeros where a kind has no use for a member.
 *
 * @returns `MAIL_REQUEST_LENGTH` bytes.
 * @throws CodedError CHANNEL_MALFORMED for a message of another length, SEALING_KEY_INVALID.
 */
export function sealRequest(
  wish: MailWish,
  head: MailRequestHead,
  { identity, communityKey, domain }: RequestSeal,
): Buffer {
  const content = Buffer.alloc(CONTENT_LENGTH);
  content.writeUInt8(KINDS.indexOf(wish.kind) + 1);
  content.write(head.requestId, ID_OFFSET, 'hex');
  content.writeUIntBE(head.sentAt, TIME_OFFSET, 6);
  content.set(head.replyKey, REPLY_KEY_OFFSET);
  if (wish.kind === 'fetch') content.writeUIntBE(wish.after, CURSOR_OFFSET, 6);
  if (wish.kind === 'post') {
    if (wish.sealed.length !== SEALED_MESSAGE_LENGTH) throw malformed('it has not the length of messages');
    content.write(wish.to, OWNER_OFFSET, 'ascii');
    content.set(wish.sealed, MESSAGE_OFFSET);
  }
  return sealEnvelope(content, identity, communityKey, { purpose: 'request', domain });
}

/**
 * Opens a request. The caller checks its time and that its id is new (`ReplayGuard`), and whether the registry lets the signer
 * post or fetch.
 *
 * @param bytes the body of a `POST /mail`.
 * @throws CodedError CHANNEL_NOT_READABLE, CHANNEL_SIGNATURE_WRONG, CHANNEL_MALFORMED.
 */
export function openRequest(
  bytes: Uint8Array,
  { privateKeys, domain }: { readonly privateKeys: readonly KeyObject[]; readonly domain: string },
): MailRequest {
  if (bytes.length !== MAIL_REQUEST_LENGTH) throw malformed('it has not the length of requests');
  const { content, signer } = openEnvelope(bytes, privateKeys, { purpose: 'request', domain });
  if (content.length !== CONTENT_LENGTH) throw malformed('it has not the length of requests');
  return {
    ...wishOf(content),
    requestId: content.toString('hex', ID_OFFSET, TIME_OFFSET),
    sentAt: content.readUIntBE(TIME_OFFSET, 6),
    replyKey: content.subarray(REPLY_KEY_OFFSET, CURSOR_OFFSET),
    signer,
  };
}

function wishOf(content: Buffer): MailWish {
  const kind = KINDS[content.readUInt8() - 1];
  switch (kind) {
    case 'post':
      checkUnused(content.subarray(CURSOR_OFFSET, OWNER_OFFSET));
      return { kind, to: ownerOf(content), sealed: content.subarray(MESSAGE_OFFSET) };
    case 'fetch':
      checkUnused(content.subarray(OWNER_OFFSET));
      return { kind, after: content.readUIntBE(CURSOR_OFFSET, 6) };
    case 'idle':
      checkUnused(content.subarray(CURSOR_OFFSET));
      return { kind };
    default:
      throw malformed('it asks for nothing that there is');
  }
}

function ownerOf(content: Buffer): KeyOwner {
  const owner = content.toString('latin1', OWNER_OFFSET, MESSAGE_OFFSET).replace(/\0+$/, '');
  const parsed = keyOwnerSchema.safeParse(owner);
  if (!parsed.success) throw malformed('it names no recipient');
  return parsed.data;
}

function checkUnused(bytes: Uint8Array): void {
  if (bytes.some((byte) => byte !== 0)) throw malformed('it carries more than it asks');
}
