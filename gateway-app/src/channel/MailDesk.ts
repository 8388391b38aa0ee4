import { CodedError, COMMUNITY_OWNER } from '@acequia/protocol';
import {
  openRequest,
  ReplayGuard,
  sealReply,
  type MailReply,
  type MailRequest,
} from '@acequia/protocol/channel';
import type { KeyObject } from 'node:crypto';
import type { ReadModel } from '../readModel/ReadModel.js';
import type { CommunityInbox } from './CommunityInbox.js';
import type { Mailbox } from './Mailbox.js';
import { RateLimit } from './RateLimit.js';
import { requireHousehold } from './requireHousehold.js';

/** Requests of a party at once, and a second on average: agents ask every few seconds. */
const BURST = 60;
const PER_SECOND = 20;

/** Letters of a home to the community, each of which it keeps something of for good: a handful in a week are honest. */
const LETTERS_BURST = 30;
const LETTERS_PER_SECOND = 0.1;

/** What the desk works with. */
export interface MailDeskContext {
  readonly model: ReadModel;
  readonly mailbox: Mailbox;
  readonly inbox: CommunityInbox;
  /** The community's operation keys that are not destroyed, the newest first. */
  readonly privateKeys: () => readonly KeyObject[];
  /** `sealingDomain`. */
  readonly domain: string;
}

/** Answers requests to the mailbox: who asks is who signed, and each request is served once. */
export class MailDesk {
  readonly #context: MailDeskContext;
  readonly #replays: ReplayGuard;
  readonly #rates: RateLimit;
  readonly #letterRates: RateLimit;

  /** @param now wall clock, milliseconds. */
  constructor(context: MailDeskContext, now: () => number = Date.now) {
    this.#context = context;
    this.#replays = new ReplayGuard(now);
    this.#rates = new RateLimit(BURST, PER_SECOND, now);
    this.#letterRates = new RateLimit(LETTERS_BURST, LETTERS_PER_SECOND, now);
  }

  /**
   * @returns the sealed answer, also to what is refused: on the path they look the same.
   * @throws CodedError CHANNEL_NOT_READABLE, CHANNEL_SIGNATURE_WRONG, CHANNEL_MALFORMED for what cannot be answered at all.
   */
  answer(bytes: Uint8Array): Buffer {
    const { privateKeys, domain } = this.#context;
    const keys = privateKeys();
    const request = openRequest(bytes, { privateKeys: keys, domain });
    const reply = this.#replyTo(request, keys);
    return sealReply(reply, request.replyKey, { requestId: request.requestId, domain });
  }

  #replyTo(request: MailRequest, privateKeys: readonly KeyObject[]): MailReply {
    try {
      return this.#serve(request, privateKeys);
    } catch (error) {
      if (error instanceof CodedError) return { kind: 'refused', code: error.code };
      throw error;
    }
  }

  #serve(request: MailRequest, privateKeys: readonly KeyObject[]): MailReply {
    const { model, mailbox, inbox } = this.#context;
    const homeId = requireHousehold(model, request.signer);
    this.#rates.take(homeId);
    this.#replays.admit(request);
    switch (request.kind) {
      case 'idle':
        return { kind: 'done' };
      case 'fetch':
        return { kind: 'messages', ...mailbox.fetch(homeId, request.after) };
      case 'post':
        if (request.to === COMMUNITY_OWNER) {
          this.#letterRates.take(homeId);
          inbox.receive(request.sealed, privateKeys);
        } else this.#keep(request.to, homeId, request.sealed);
        return { kind: 'done' };
    }
  }

  #keep(recipient: string, sender: string, sealed: Uint8Array): void {
    if (this.#context.model.registry.home(recipient)?.status !== 'active') {
      throw new CodedError('RECIPIENT_UNKNOWN', 'there is no such home');
    }
    this.#context.mailbox.put(recipient, sender, sealed);
  }
}
