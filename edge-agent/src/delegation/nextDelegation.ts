import { COMMUNITY_OWNER, hashCanonical } from '@acequia/protocol';
import type { DelegationState } from '../control/controlSchemas.js';
import type { DelegationEntry } from './delegationEntry.js';
import type { DelegationEvent, Settlement, Telling } from './DelegationEvent.js';

/** What a step leads to. */
export interface DelegationStep {
  readonly entry: DelegationEntry;
  readonly tell: readonly Telling[];
}
type Change = Partial<DelegationEntry> & { readonly state: DelegationState };
type Step = { readonly change: Change; readonly tell?: readonly Telling[] } | undefined;

const OPEN: ReadonlySet<DelegationState> = new Set(['offered', 'accepted', 'registered', 'active']);
const RUNNING: ReadonlySet<DelegationState> = new Set(['registered', 'active']);
const SETTLED_FROM: ReadonlySet<DelegationState> = new Set([
  'accepted',
  'registered',
  'active',
  'cancelling',
  'cancelled',
  'expired',
]);

/**
 * What an event makes of a delegation, on either side. Messages may come late, twice and in any order, so that what does not fit
 * the state has no effect; nothing leads back from an end.
 *
 * @param now ledger seconds.
 * @returns undefined when the event changes nothing.
 */
export function nextDelegation(
  entry: DelegationEntry,
  event: DelegationEvent,
  now: number,
): DelegationStep | undefined {
  const step = stepOf(entry, event, now);
  if (step === undefined) return undefined;
  return { entry: { ...entry, ...step.change, changedAt: now }, tell: step.tell ?? [] };
}

function stepOf(entry: DelegationEntry, event: DelegationEvent, now: number): Step {
  switch (event.type) {
    case 'agree':
    case 'accepted':
      return accept(entry, event, now);
    case 'decline':
      return decline(entry, event.by);
    case 'cancel':
      return cancel(entry, event.by, now);
    case 'registered':
      return register(entry, event.termsHash, now);
    case 'refused':
      return refuse(entry, event.code);
    case 'withdrawn':
      return withdraw(entry);
    case 'settled':
      return settle(entry, event, now);
    case 'tick':
      return pass(entry, now);
  }
}

function accept(
  entry: DelegationEntry,
  event: Extract<DelegationEvent, { type: 'agree' | 'accepted' }>,
  now: number,
): Step {
  const { terms, delegationId } = entry;
  if (entry.state !== 'offered' || now >= terms.end) return undefined;
  const termsHash = hashCanonical(terms);
  const { publicKey } = event;
  if (event.type === 'agree') {
    if (entry.role !== 'delegatee') return undefined;
    const body = { type: 'accept', delegationId, termsHash, publicKey } as const;
    const tell = [terms.delegator, COMMUNITY_OWNER].map((to) => ({ to, body }));
    return { change: { state: 'accepted', publicKey, privateKey: event.privateKey }, tell };
  }
  // Accepted is what was offered, or nothing.
  if (entry.role !== 'delegator' || event.termsHash !== termsHash) return undefined;
  const body = { type: 'register', terms, publicKey } as const;
  return { change: { state: 'accepted', publicKey }, tell: [{ to: COMMUNITY_OWNER, body }] };
}

function decline({ role, state, terms, delegationId }: DelegationEntry, by: 'self' | 'other'): Step {
  if (state !== 'offered' || (role === 'delegatee') !== (by === 'self')) return undefined;
  const tell =
    by === 'self' ? [{ to: terms.delegator, body: { type: 'decline', delegationId } as const }] : [];
  return { change: { state: 'declined' }, tell };
}

function cancel(entry: DelegationEntry, by: 'self' | 'other', now: number): Step {
  const { role, state, terms, delegationId } = entry;
  if (!OPEN.has(state)) return undefined;
  const other = role === 'delegator' ? terms.delegatee : terms.delegator;
  const body = { type: 'cancel', delegationId } as const;
  const tell = by === 'self' ? [other, COMMUNITY_OWNER].map((to) => ({ to, body })) : [];
  const next = mayHaveKeys(entry, now) ? 'cancelling' : 'cancelled';
  return { change: { state: next, cancelledAt: now }, tell };
}

/** Whether the delegatee may have been given keys: the delegator then begins an epoch without it first. */
function mayHaveKeys({ role, state, terms }: DelegationEntry, now: number): boolean {
  return role === 'delegator' && RUNNING.has(state) && terms.start <= now && now < terms.end;
}

function register({ state, terms }: DelegationEntry, termsHash: string, now: number): Step {
  if (state !== 'accepted' || termsHash !== hashCanonical(terms)) return undefined;
  return { change: { state: 'registered', registeredAt: now } };
}

function refuse({ state }: DelegationEntry, code: string): Step {
  return state === 'accepted' ? { change: { state: 'refused', refusal: code } } : undefined;
}

function withdraw({ state, settlement }: DelegationEntry): Step {
  if (state !== 'cancelling') return undefined;
  return { change: { state: settlement === undefined ? 'cancelled' : 'settled' } };
}

function settle(entry: DelegationEntry, settled: Settlement, now: number): Step {
  const { state, cancelledAt } = entry;
  if (!SETTLED_FROM.has(state)) return undefined;
  const { outcome, epochs, paid, refunded } = settled;
  const settlement = { outcome, epochs, paid, refunded };
  // The community may say that it is over before the delegator knew.
  const isEarly = mayHaveKeys(entry, now);
  const next = state === 'cancelling' || isEarly ? 'cancelling' : 'settled';
  const isCancelled = outcome === 'cancelled' || isEarly;
  return { change: { state: next, settlement, ...(isCancelled && { cancelledAt: cancelledAt ?? now }) } };
}

function pass({ state, terms }: DelegationEntry, now: number): Step {
  if (OPEN.has(state) && now >= terms.end) return { change: { state: 'expired' } };
  if (state === 'registered' && now >= terms.start) return { change: { state: 'active' } };
  return undefined;
}
