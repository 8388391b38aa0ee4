import { generateX25519 } from '../crypto/x25519.js';
import { CodedError } from '../errors.js';
import type { KeyOwner } from '../schemas/keys.js';
import type { ChannelIdentity } from './ChannelIdentity.js';
import { exchangeBytes } from './exchangeBytes.js';
import { MAIL_REPLY_LENGTH, openReply, type MailPage, type MailReply } from './mailReply.js';
import { mailRequestHead, sealRequest, type MailWish } from './mailRequest.js';

export interface MailClientOptions {
  /** The community's mailbox, such as `http://127.0.0.1:7070`. */
  readonly url: string;
  readonly identity: ChannelIdentity;
  /** The community's newest operation key: asked for with every request. */
  readonly communityKey: () => Promise<{ readonly version: number; readonly publicKey: Uint8Array }>;
  /** `sealingDomain`. */
  readonly domain: string;
  /** Wall clock, milliseconds since 1970. */
  readonly now?: () => number;
  /** For an exchange, milliseconds. */
  readonly timeoutMs?: number;
}

/**
 * A party's way to the community's mailbox: `POST /mail` for everything. Requests are of one length and so are answers, sealed
 * and signed, so that the path shows neither what is said nor to whom. Nor whether anything is said, where each round makes
 * one request of `post` or `idle` and one of `fetch`.
 */
export class MailClient {
  readonly #options: MailClientOptions;

  constructor(options: MailClientOptions) {
    this.#options = options;
  }

  /**
   * Leaves a sealed message for another; when this comes back the mailbox has it. After any failure the same message may be posted
   * again: recipients know it by its id.
   *
   * @param sealed `sealMessage`.
   * @throws CodedError CHANNEL_UNREACHABLE, CHANNEL_REFUSED, CHANNEL_NOT_READABLE, CHANNEL_MALFORMED, and what the mailbox
   *   refuses it for, such as MAILBOX_FULL.
   */
  async post(to: KeyOwner, sealed: Uint8Array): Promise<void> {
    expectDone(await this.#ask({ kind: 'post', to, sealed }));
  }

  /** Says nothing, and looks as if it did. @throws as {@link post}. */
  async idle(): Promise<void> {
    expectDone(await this.#ask({ kind: 'idle' }));
  }

  /**
   * Messages for this party behind a cursor, 0 at first. The mailbox may forget those up to the cursor: keep what they say before
   * asking on.
   *
   * @throws as {@link post}.
   */
  async fetch(after: number): Promise<MailPage> {
    const reply = await this.#ask({ kind: 'fetch', after });
    if (reply.kind !== 'messages') throw unexpected();
    return { messages: reply.messages, next: reply.next };
  }

  async #ask(wish: MailWish): Promise<Exclude<MailReply, { kind: 'refused' }>> {
    const { url, identity, communityKey, domain, now = Date.now, timeoutMs = 10_000 } = this.#options;
    const replyKey = generateX25519();
    const head = mailRequestHead(now(), replyKey.publicKey);
    const { publicKey } = await communityKey();
    const body = sealRequest(wish, head, { identity, communityKey: publicKey, domain });
    const sealed = await exchangeBytes(`${url.replace(/\/$/, '')}/mail`, body, MAIL_REPLY_LENGTH, timeoutMs);
    const reply = openReply(sealed, replyKey.privateKey, { requestId: head.requestId, domain });
    if (reply.kind === 'refused') throw new CodedError(reply.code, 'the mailbox refused the request');
    return reply;
  }
}

function expectDone(reply: MailReply): void {
  if (reply.kind !== 'done') throw unexpected();
}

function unexpected(): CodedError {
  return new CodedError('CHANNEL_MALFORMED', 'the mailbox answered something else than was asked');
}
