import type { KeyObject } from 'node:crypto';
import { HPKE_OVERHEAD, hpkeOpen, hpkeSeal } from '../crypto/hpke.js';
import { malformed, notReadable } from './channelErrors.js';
import { SEALED_MESSAGE_LENGTH } from './channelMessage.js';

/** Most messages of an answer; more wait for the next request. */
export const MAIL_REPLY_MESSAGES = 4;

const KINDS = ['done', 'messages', 'refused'] as const;
const CODE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
const CODE_LENGTH = 40;
const COUNT_OFFSET = 1;
const NEXT_OFFSET = 2;
const CODE_OFFSET = NEXT_OFFSET + 6;
const SLOTS_OFFSET = CODE_OFFSET + CODE_LENGTH;
const SLOT_LENGTH = 6 + SEALED_MESSAGE_LENGTH;
const CONTENT_LENGTH = SLOTS_OFFSET + MAIL_REPLY_MESSAGES * SLOT_LENGTH;
/** Bytes of every answer, whatever it says. */
export const MAIL_REPLY_LENGTH = CONTENT_LENGTH + HPKE_OVERHEAD;

/** A message as the mailbox keeps it. */
export interface KeptMessage {
  /** Its place in the recipient's mailbox: 1 and up, ascending, below 2^48. */
  readonly cursor: number;
  /** `SEALED_MESSAGE_LENGTH` bytes. */
  readonly sealed: Uint8Array;
}
/** Some of a party's messages. */
export interface MailPage {
  /** In order, at most `MAIL_REPLY_MESSAGES`. */
  readonly messages: readonly KeptMessage[];
  /** What to ask for next: the last message's cursor, or the one that was asked for. */
  readonly next: number;
}

/** What the mailbox answers: to a post or an idle request, to a fetch, or why not. */
export type MailReply =
  | { readonly kind: 'done' }
  | ({ readonly kind: 'messages' } & MailPage)
  | { readonly kind: 'refused'; readonly code: string };

/** Which request is answered, and where. */
export interface ReplyPlace {
  readonly requestId: string;
  /** `sealingDomain`. */
  readonly domain: string;
}

/**
 * Seals an answer to its request's reply key, which none but the community knows. The content is: kind 1 byte, number of
 * messages 1, next cursor 6, code 40 (ASCII, zeros behind), then four slots of cursor 6 and sealed message; big-endian.
 *
 * @param replyKey of the request, 32 bytes.
 * @returns `MAIL_REPLY_LENGTH` bytes.
 * @throws CodedError CHANNEL_MALFORMED for what does not fit, SEALING_KEY_INVALID.
 */
export function sealReply(reply: MailReply, replyKey: Uint8Array, place: ReplyPlace): Buffer {
  return hpkeSeal(replyKey, { info: infoOf(place) }, encodeReply(reply));
}

/** Opens the answer to one's own request. @throws CodedError CHANNEL_NOT_READABLE, CHANNEL_MALFORMED. */
export function openReply(sealed: Uint8Array, replyKey: KeyObject, place: ReplyPlace): MailReply {
  if (sealed.length !== MAIL_REPLY_LENGTH) throw malformed('it has not the length of answers');
  return decodeReply(unsealed(sealed, replyKey, place));
}

function encodeReply(reply: MailReply): Buffer {
  const content = Buffer.alloc(CONTENT_LENGTH);
  content.writeUInt8(KINDS.indexOf(reply.kind) + 1);
  if (reply.kind === 'refused') content.write(checkedCode(reply.code), CODE_OFFSET, 'ascii');
  if (reply.kind === 'messages') writePage(content, reply);
  return content;
}

function writePage(content: Buffer, { messages, next }: MailPage): void {
  if (messages.length > MAIL_REPLY_MESSAGES) throw malformed('there are too many messages');
  content.writeUInt8(messages.length, COUNT_OFFSET);
  content.writeUIntBE(next, NEXT_OFFSET, 6);
  for (const [index, { cursor, sealed }] of messages.entries()) {
    if (sealed.length !== SEALED_MESSAGE_LENGTH) throw malformed('a message has another length');
    const offset = SLOTS_OFFSET + index * SLOT_LENGTH;
    content.writeUIntBE(cursor, offset, 6);
    content.set(sealed, offset + 6);
  }
}

function decodeReply(content: Buffer): MailReply {
  const kind = KINDS[content.readUInt8() - 1];
  switch (kind) {
    case 'done':
      return { kind };
    case 'refused':
      return { kind, code: checkedCode(codeOf(content)) };
    case 'messages':
      return { kind, ...readPage(content) };
    default:
      throw malformed('it is no answer that there is');
  }
}

function readPage(content: Buffer): MailPage {
  const count = content.readUInt8(COUNT_OFFSET);
  if (count > MAIL_REPLY_MESSAGES) throw malformed('there are too many messages');
  const messages = Array.from({ length: count }, (_, index) => {
    const offset = SLOTS_OFFSET + index * SLOT_LENGTH;
    return {
      cursor: content.readUIntBE(offset, 6),
      sealed: content.subarray(offset + 6, offset + SLOT_LENGTH),
    };
  });
  return { messages, next: content.readUIntBE(NEXT_OFFSET, 6) };
}

function codeOf(content: Buffer): string {
  return content.toString('latin1', CODE_OFFSET, SLOTS_OFFSET).replace(/\0+$/, '');
}

function checkedCode(code: string): string {
  if (code.length > CODE_LENGTH || !CODE.test(code)) throw malformed('it gives no code');
  return code;
}

function unsealed(sealed: Uint8Array, replyKey: KeyObject, place: ReplyPlace): Buffer {
  try {
    return hpkeOpen(replyKey, { info: infoOf(place) }, sealed);
  } catch (cause) {
    throw notReadable(cause);
  }
}

function infoOf({ requestId, domain }: ReplyPlace): Buffer {
  return Buffer.from(`acequia channel reply v1\n${domain}\n${requestId}`, 'utf8');
}
