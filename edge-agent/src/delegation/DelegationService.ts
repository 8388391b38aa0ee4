import {
  CodedError,
  generateX25519,
  random16Hex,
  x25519PrivateBytes,
  type ChannelBody,
  type ChannelMessage,
  type DelegationTerms,
} from '@acequia/protocol';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { roundsOf } from '../channel/roundsOf.js';
import type { RoundTimes } from '../channel/RoundTimes.js';
import type { Rounds } from '../keys/Rounds.js';
import type { offerBodySchema } from '../control/controlSchemas.js';
import type { DelegationBook } from './DelegationBook.js';
import type { DelegationEntry, Outgoing } from './delegationEntry.js';
import type { DelegationEvent } from './DelegationEvent.js';
import { eventOfMessage } from './eventOfMessage.js';
import { nextDelegation, type DelegationStep } from './nextDelegation.js';
import { refuseOverlap } from './refuseOverlap.js';
import { requireChannel } from './requireChannel.js';

/** Offers of others that wait for an answer: more are not kept. */
const MAX_OFFERS = 100;
/** So often a delegation's epoch is begun anew because the delegatee cannot open it. */
const MAX_RENEWALS = 4;

export interface DelegationParts {
  readonly homeId: string;
  readonly book: DelegationBook;
  /** Takes a message durably; absent where the home has no mailbox. */
  readonly send: ((outgoing: Outgoing) => Promise<void>) | undefined;
  /** Begins a new epoch of this home at once; comes back when it is on the ledger. */
  readonly renew: (reason: 'revocation' | 'key fault') => Promise<unknown>;
  /**
   * Number of the home's newest epoch on the ledger; undefined when its second wrap is for nobody, as while windows are sent that
   * a delegatee is not entitled to: that it opens nothing then is as it should be.
   */
  readonly sharedEpoch: () => number | undefined;
  /** Ledger seconds. */
  readonly now: () => number;
  /** Told of each delegation that changed. */
  readonly onChange: (entry: DelegationEntry) => Promise<void>;
  readonly times: RoundTimes;
  readonly log: Logger;
}

/** Both sides of delegations: wishes of this home's people, messages of others, and what is due by the clock. */
export class DelegationService {
  readonly #parts: DelegationParts;
  readonly #rounds: Rounds;

  constructor(parts: DelegationParts) {
    this.#parts = parts;
    this.#rounds = roundsOf('delegation', () => this.#round(), parts.times, parts.log);
  }

  start(): Promise<void> {
    return this.#rounds.start();
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
  }

  /**
   * Offers this home's monitoring to another.
   *
   * @throws CodedError CHANNEL_MISSING, DELEGATION_SELF, DELEGATION_PAST, DELEGATION_CHAIN, DELEGATION_OVERLAP.
   */
  async offer(wish: z.output<typeof offerBodySchema>): Promise<DelegationEntry> {
    const { homeId, book } = this.#parts;
    requireChannel(this.#parts.send);
    if (wish.delegatee === homeId) throw new CodedError('DELEGATION_SELF', 'nobody delegates to itself');
    const delegationId = random16Hex();
    const terms = { version: 1, delegationId, delegator: homeId, ...wish, salt: random16Hex() } as const;
    const entry = await book.step(() => {
      this.#requireFuture(terms);
      refuseOverlap(book.list(), 'delegator', terms);
      const tell = [{ to: wish.delegatee, body: { type: 'offer', terms } as const }];
      return { entry: this.#newEntry('delegator', terms), tell };
    });
    return this.#changed(entry, delegationId);
  }

  /** Takes another home's offer, with a key for this delegation alone. @throws CodedError as `offer`, DELEGATION_UNKNOWN, DELEGATION_STATE. */
  async accept(delegationId: string): Promise<DelegationEntry> {
    const { book } = this.#parts;
    requireChannel(this.#parts.send);
    const { publicKey, privateKey } = generateX25519();
    const event = {
      type: 'agree',
      publicKey: publicKey.toString('base64'),
      privateKey: x25519PrivateBytes(privateKey).toString('base64'),
    } as const;
    return this.#wish(delegationId, event, ({ terms }) => {
      this.#requireFuture(terms);
      refuseOverlap(book.list(), 'delegatee', terms);
    });
  }

  /** @throws CodedError CHANNEL_MISSING, DELEGATION_UNKNOWN, DELEGATION_STATE. */
  async decline(delegationId: string): Promise<DelegationEntry> {
    requireChannel(this.#parts.send);
    return this.#wish(delegationId, { type: 'decline', by: 'self' });
  }

  /**
   * Ends a delegation before its time, on either side. The delegator's next epoch begins at once: it is over when the state
   * says `cancelled`.
   *
   * @throws CodedError CHANNEL_MISSING, DELEGATION_UNKNOWN, DELEGATION_STATE.
   */
  async cancel(delegationId: string): Promise<DelegationEntry> {
    requireChannel(this.#parts.send);
    return this.#wish(delegationId, { type: 'cancel', by: 'self' });
  }

  /** Acts on a message whose sender has been checked; the same one again has no second effect. */
  async handle({ from, body }: Pick<ChannelMessage, 'from' | 'body'>): Promise<void> {
    if (body.type === 'offer') return this.#offered(from, body.terms);
    if (body.type === 'keyFault') return this.#mend(from, body);
    const { book, now } = this.#parts;
    const delegationId = idOf(body);
    const entry = await book.step(() => {
      const known = delegationId === undefined ? undefined : book.find(delegationId);
      const event = known && eventOfMessage(known, from, body);
      return known && event && nextDelegation(known, event, now());
    });
    if (entry === undefined) {
      this.#parts.log.info({ from, type: body.type }, 'a message changes nothing');
      return;
    }
    await this.#changed(entry, entry.delegationId);
  }

  /** Tells the delegator that an epoch's key is no good. */
  async complain(entry: DelegationEntry, fault: { epoch: number; code: KeyFaultCode }): Promise<void> {
    const { delegationId, terms } = entry;
    const body = { type: 'keyFault', delegationId, ...fault } as const;
    await this.#step(delegationId, (known) => ({ entry: known, tell: [{ to: terms.delegator, body }] }));
    this.#rounds.wake();
  }

  async #offered(from: string, terms: DelegationTerms): Promise<void> {
    const { homeId, book, now, log } = this.#parts;
    const entry = await book.step(() => {
      const waiting = book.list().filter(({ role, state }) => role === 'delegatee' && state === 'offered');
      const isOurs = terms.delegatee === homeId && terms.delegator === from && terms.end > now();
      if (!isOurs || book.find(terms.delegationId) !== undefined || waiting.length >= MAX_OFFERS)
        return undefined;
      return { entry: this.#newEntry('delegatee', terms), tell: [] };
    });
    if (entry === undefined) log.info({ from }, 'an offer is not taken');
    else await this.#changed(entry, entry.delegationId);
  }

  /** The delegatee cannot open the running epoch: the next one begins at once. Remembered after it is done, so that it is done. */
  async #mend(
    from: string,
    { delegationId, epoch }: Extract<ChannelBody, { type: 'keyFault' }>,
  ): Promise<void> {
    const { book, renew, sharedEpoch, log } = this.#parts;
    const entry = book.find(delegationId);
    const isDue =
      entry?.role === 'delegator' &&
      entry.terms.delegatee === from &&
      (entry.state === 'registered' || entry.state === 'active') &&
      entry.renewedFor.length < MAX_RENEWALS &&
      sharedEpoch() === epoch;
    log.warn({ from, epoch, isDue }, 'the delegatee cannot use an epoch’s key');
    if (!isDue) return;
    await renew('key fault');
    await this.#step(delegationId, (known) => ({
      entry: { ...known, renewedFor: [...known.renewedFor, epoch] },
      tell: [],
    }));
  }

  async #wish(
    delegationId: string,
    event: DelegationEvent,
    check: (entry: DelegationEntry) => void = () => undefined,
  ): Promise<DelegationEntry> {
    const entry = await this.#step(delegationId, (known) => {
      check(known);
      const step = nextDelegation(known, event, this.#parts.now());
      if (step !== undefined) return step;
      throw new CodedError('DELEGATION_STATE', `the delegation is ${known.state}: this cannot be done to it`);
    });
    return this.#changed(entry, delegationId);
  }

  async #step(
    delegationId: string,
    take: (entry: DelegationEntry) => DelegationStep | undefined,
  ): Promise<DelegationEntry | undefined> {
    const { book } = this.#parts;
    return book.step(() => take(book.get(delegationId)));
  }

  async #changed(entry: DelegationEntry | undefined, delegationId: string): Promise<DelegationEntry> {
    const current = entry ?? this.#parts.book.get(delegationId);
    const { state, role } = current;
    this.#parts.log.info({ delegationId, role, state }, 'a delegation changed');
    await this.#parts.onChange(current);
    this.#rounds.wake();
    return current;
  }

  /** Whatever is due, after a crash too: time, epochs without a delegatee, messages. */
  async #round(): Promise<number> {
    for (const { delegationId } of this.#parts.book.list()) {
      await this.#flush(delegationId);
      await this.#progress(delegationId, { type: 'tick' });
      if (this.#parts.book.get(delegationId).state !== 'cancelling') continue;
      await this.#parts.renew('revocation');
      await this.#progress(delegationId, { type: 'withdrawn' });
    }
    return this.#parts.times.everyMs;
  }

  async #progress(delegationId: string, event: DelegationEvent): Promise<void> {
    const entry = await this.#step(delegationId, (known) => nextDelegation(known, event, this.#parts.now()));
    if (entry !== undefined) await this.#changed(entry, delegationId);
  }

  /** Hands on what a step said; the messages' ids make it one message each. */
  async #flush(delegationId: string): Promise<void> {
    const { book, send } = this.#parts;
    const { outgoing } = book.get(delegationId);
    if (send === undefined || outgoing.length === 0) return;
    for (const message of outgoing) await send(message);
    const sent = new Set(outgoing.map(({ messageId }) => messageId));
    await this.#step(delegationId, (known) => ({
      entry: { ...known, outgoing: known.outgoing.filter(({ messageId }) => !sent.has(messageId)) },
      tell: [],
    }));
  }

  #newEntry(role: DelegationEntry['role'], terms: DelegationTerms): DelegationEntry {
    const { delegationId } = terms;
    const changedAt = this.#parts.now();
    return { delegationId, role, state: 'offered', terms, changedAt, renewedFor: [], outgoing: [] };
  }

  #requireFuture({ end }: Pick<DelegationTerms, 'end'>): void {
    if (end > this.#parts.now()) return;
    throw new CodedError('DELEGATION_PAST', 'the delegation’s time is over');
  }
}

export type KeyFaultCode = Extract<ChannelBody, { type: 'keyFault' }>['code'];

function idOf(body: ChannelBody): string | undefined {
  return 'delegationId' in body ? body.delegationId : undefined;
}
