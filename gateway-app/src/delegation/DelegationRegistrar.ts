import {
  CodedError,
  fromAmount,
  hashCanonical,
  toAmount,
  x25519PublicKey,
  type ChannelBody,
  type EpochNotes,
} from '@acequia/protocol';
import type { Letters } from '../channel/Letters.js';
import type { CommunityBook } from './CommunityBook.js';
import { countsForFee, type EpochFact } from './countsForFee.js';
import type { Delegation } from './delegationRow.js';
import { Delegations } from './Delegations.js';
import { epochSlotOf } from './epochSlots.js';
import { escrowOf } from './escrowOf.js';
import { judgeRegistration } from './judgeRegistration.js';
import type { ServiceAccounts } from './ServiceAccounts.js';

type Body<Type extends ChannelBody['type']> = Extract<ChannelBody, { type: Type }>;

/** Delegations of a home that may wait for their delegatees: each is looked at in every round. */
const MAX_ASKED = 32;

/** From which times on there is still something to wait for, ledger seconds. */
export interface Deadlines {
  readonly settleBefore: number;
  readonly fundedBefore: number;
}

/** What the registrar works with. */
export interface RegistrarContext {
  readonly book: CommunityBook;
  readonly accounts: ServiceAccounts;
  readonly letters: Pick<Letters, 'write'>;
  readonly isHomeActive: (homeId: string) => boolean;
  /** Whether an X25519 key (base64) is somebody's operation key. */
  readonly isOperationKey: (publicKey: string) => boolean;
  /** A home's epochs on the ledger from one number to another. */
  readonly epochs: (homeId: string, from: number, to: number) => readonly EpochFact[];
}

/**
 * The community's book of delegations (paper 000 §4.2). It registers what both homes have agreed on, keeps the fee in escrow,
 * counts the epochs that the delegatee acknowledged, and pays them out when it is over. Everything that it does is done in the
 * transaction of its caller's, and once, in whatever order messages come.
 */
export class DelegationRegistrar {
  readonly #context: RegistrarContext;
  readonly #delegations: Delegations;

  constructor(context: RegistrarContext) {
    this.#context = context;
    this.#delegations = new Delegations(context.book);
  }

  /** The delegatee accepts. @param now ledger seconds. */
  accept(from: string, { delegationId, termsHash, publicKey }: Body<'accept'>, now: number): void {
    const known = this.#delegations.find(delegationId);
    if (known !== undefined && known.state !== 'asked') return;
    this.#delegations.accept(delegationId, from, { termsHash, publicKey });
    if (known !== undefined) this.#decide(known, now);
  }

  /** The delegator asks for it to be registered. */
  register(from: string, { terms, publicKey }: Body<'register'>, now: number): void {
    const { delegationId } = terms;
    const known = this.#delegations.find(delegationId);
    if (known?.termsHash === hashCanonical(terms) && known.publicKey === publicKey) return;
    if (known !== undefined || from !== terms.delegator) {
      this.#context.letters.write(from, { type: 'refused', delegationId, code: 'TERMS_DIFFER' });
      return;
    }
    if (this.#delegations.askedBy(from) >= MAX_ASKED) {
      this.#context.letters.write(from, { type: 'refused', delegationId, code: 'DELEGATION_TOO_MANY' });
      return;
    }
    this.#delegations.ask(terms, publicKey, now);
    const asked = this.#delegations.find(delegationId);
    if (asked !== undefined) this.#decide(asked, now);
  }

  /** Either side cancels. What was not registered is refused; what was ends now. */
  cancel(from: string, { delegationId }: Body<'cancel'>, now: number): void {
    this.#delegations.cancel(delegationId, from);
    const known = this.#delegations.find(delegationId);
    if (known === undefined || !isPartyOf(known, from)) return;
    if (known.state === 'asked') this.#refuse(known, 'DELEGATION_CANCELLED');
    if (known.state === 'registered') this.#end(known, now, 'cancelled');
  }

  /** Counts the epochs that a delegatee says it got the key of. */
  acknowledge(
    from: string,
    { delegationId, from: first, to: last }: EpochNotes['acknowledged'][number],
  ): void {
    const delegation = this.#delegations.find(delegationId);
    if (delegation?.terms.delegatee !== from) return;
    if (delegation.state !== 'registered' && delegation.state !== 'ended') return;
    for (const epoch of this.#context.epochs(delegation.terms.delegator, first, last)) {
      if (countsForFee(epoch, delegation)) {
        this.#delegations.pay(delegationId, epochSlotOf(epoch.start), epoch.epoch);
      }
    }
  }

  /**
   * Does what time asks for: registers what has become funded, refuses what nobody accepted or paid for in time, and ends and
   * settles what is over.
   *
   * @param deadlines what ended before `settleBefore` gets no acknowledgements any more; a deposit for what was asked for before
   *   `fundedBefore` would have been seen.
   */
  advance(now: number, { settleBefore, fundedBefore }: Deadlines): void {
    for (const asked of this.#delegations.inState('asked')) {
      if (asked.terms.end <= now) this.#refuse(asked, 'DELEGATION_PAST');
      else this.#decide(asked, now, fundedBefore);
    }
    for (const delegation of this.#delegations.inState('registered')) this.#endWhenOver(delegation, now);
    for (const delegation of this.#delegations.inState('ended')) {
      if ((delegation.endedAt ?? now) < settleBefore || isBeforeStart(delegation)) this.#settle(delegation);
    }
  }

  /** The delegation by which a home's alarms go to another at a ledger time, if there is one. */
  activeOf(homeId: string, now: number): Delegation | undefined {
    return this.#delegations
      .inState('registered')
      .find(({ terms }) => terms.delegator === homeId && terms.start <= now && now < terms.end);
  }

  /** What is in escrow altogether, minor units. */
  inEscrow(): bigint {
    return [...this.#delegations.inState('registered'), ...this.#delegations.inState('ended')].reduce(
      (sum, { escrow }) => sum + toAmount(escrow),
      0n,
    );
  }

  #decide(asked: Delegation, now: number, fundedBefore = Number.NEGATIVE_INFINITY): void {
    const { terms, publicKey, termsHash, delegationId } = asked;
    if (this.#delegations.isCancelled(terms)) {
      this.#refuse(asked, 'DELEGATION_CANCELLED');
      return;
    }
    const acceptance = this.#delegations.acceptance(delegationId, terms.delegatee);
    if (acceptance === undefined) return;
    const agrees = acceptance.termsHash === termsHash && acceptance.publicKey === publicKey;
    const code = agrees ? this.#faultOf(asked, now) : 'TERMS_DIFFER';
    if (code === undefined) this.#accepted(asked, now);
    // The delegator has seen its deposit on the ledger, the community perhaps not yet.
    else if (code !== 'ESCROW_INSUFFICIENT' || asked.askedAt < fundedBefore) this.#refuse(asked, code);
  }

  #faultOf({ terms, publicKey, delegationId }: Delegation, now: number): string | undefined {
    const { accounts, isHomeActive, isOperationKey } = this.#context;
    if (!isSealingKey(publicKey)) return 'SEALING_KEY_INVALID';
    return judgeRegistration(terms, {
      now,
      registered: this.#delegations.inState('registered').map((other) => other.terms),
      balance: accounts.balance(terms.delegator),
      isActive: isHomeActive,
      isKeyUsed: isOperationKey(publicKey) || this.#delegations.isKeyUsed(publicKey, delegationId),
    });
  }

  #accepted({ delegationId, terms, termsHash }: Delegation, now: number): void {
    const escrow = escrowOf(terms);
    this.#delegations.register(delegationId, escrow);
    const movement = { kind: 'escrow', amount: fromAmount(escrow), delegationId, at: now } as const;
    this.#context.accounts.book(terms.delegator, movement, `escrow/${delegationId}`);
    this.#tellBoth(terms, { type: 'registered', delegationId, termsHash });
  }

  #refuse({ delegationId, terms }: Delegation, code: string): void {
    this.#delegations.setState(delegationId, 'refused');
    this.#tellBoth(terms, { type: 'refused', delegationId, code });
  }

  #endWhenOver(delegation: Delegation, now: number): void {
    const { delegator, delegatee, end } = delegation.terms;
    const { isHomeActive } = this.#context;
    if (end <= now) this.#end(delegation, end, 'expired');
    else if (!isHomeActive(delegator) || !isHomeActive(delegatee)) this.#end(delegation, now, 'cancelled');
  }

  #end({ delegationId, terms }: Delegation, now: number, outcome: 'cancelled' | 'expired'): void {
    const isOver = terms.end <= now;
    this.#delegations.end(delegationId, Math.min(now, terms.end), isOver ? 'expired' : outcome);
  }

  #settle({ delegationId, terms, escrow, endedAt, outcome = 'expired' }: Delegation): void {
    const { accounts } = this.#context;
    const epochs = this.#delegations.paidEpochs(delegationId);
    const paid = toAmount(terms.feePerEpoch) * BigInt(epochs);
    const refunded = toAmount(escrow) - paid;
    const at = endedAt ?? terms.end;
    const fee = { kind: 'fee', amount: fromAmount(paid), delegationId, at } as const;
    accounts.book(terms.delegatee, fee, `fee/${delegationId}`);
    const refund = { kind: 'refund', amount: fromAmount(refunded), delegationId, at } as const;
    accounts.book(terms.delegator, refund, `refund/${delegationId}`);
    this.#delegations.setState(delegationId, 'settled');
    this.#tellBoth(terms, {
      type: 'settled',
      delegationId,
      outcome,
      epochs,
      paid: fee.amount,
      refunded: refund.amount,
    });
  }

  #tellBoth({ delegator, delegatee }: Delegation['terms'], body: ChannelBody): void {
    for (const homeId of [delegator, delegatee]) this.#context.letters.write(homeId, body);
  }
}

function isPartyOf({ terms }: Delegation, homeId: string): boolean {
  return terms.delegator === homeId || terms.delegatee === homeId;
}

/** It ended before anything was handed over, so that there is nothing to wait for. */
function isBeforeStart({ terms, endedAt }: Delegation): boolean {
  return endedAt !== undefined && endedAt <= terms.start;
}

function isSealingKey(publicKey: string): boolean {
  try {
    x25519PublicKey(Buffer.from(publicKey, 'base64'));
    return true;
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}
