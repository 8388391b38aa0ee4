import { EPOCH_SECONDS, hashCanonical, type DelegationTerms } from '@acequia/protocol';
import { expect } from 'chai';
import fc from 'fast-check';
import { aTerms, GRID } from '../../test/aTerms.js';
import { delegateeAt } from './delegateeAt.js';
import type { DelegationEntry } from './delegationEntry.js';
import type { DelegationEvent } from './DelegationEvent.js';
import { nextDelegation } from './nextDelegation.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
const SETTLED = { type: 'settled', epochs: 2, paid: '10', refunded: '10' } as const;

function fresh(role: DelegationEntry['role'], terms = aTerms()): DelegationEntry {
  const { delegationId } = terms;
  return { delegationId, role, state: 'offered', terms, changedAt: 0, renewedFor: [], outgoing: [] };
}

/** Where the events lead, and whom they made the home tell what. */
function play(
  entry: DelegationEntry,
  events: readonly DelegationEvent[],
  now = GRID - 10,
): { entry: DelegationEntry; told: string[] } {
  const told: string[] = [];
  let current = entry;
  for (const event of events) {
    const step = nextDelegation(current, event, now);
    if (step === undefined) continue;
    current = step.entry;
    told.push(...step.tell.map(({ to, body }) => `${body.type} ${to}`));
  }
  return { entry: current, told };
}

const hashOf = (entry: DelegationEntry): string => hashCanonical(entry.terms);

describe('nextDelegation', () => {
  it('leads the delegator from offer to settlement', () => {
    const offered = fresh('delegator');
    const termsHash = hashOf(offered);
    const accepted = play(offered, [{ type: 'accepted', termsHash, publicKey: KEY }]);
    expect(accepted.told).to.deep.equal(['register community']);
    const registered = play(accepted.entry, [{ type: 'registered', termsHash }, { type: 'tick' }]);
    expect(registered.entry.state).to.equal('registered');
    const active = play(registered.entry, [{ type: 'tick' }], GRID);
    expect(active.entry.state).to.equal('active');
    const expired = play(active.entry, [{ type: 'tick' }], GRID + 4 * EPOCH_SECONDS);
    expect(expired.entry.state).to.equal('expired');
    const settled = play(expired.entry, [{ ...SETTLED, outcome: 'expired' }]);
    expect(settled.entry).to.include({ state: 'settled' });
    expect(settled.entry.settlement).to.deep.equal({
      outcome: 'expired',
      epochs: 2,
      paid: '10',
      refunded: '10',
    });
  });

  it('has the delegatee tell both of its acceptance, and of its cancelling', () => {
    const agree = { type: 'agree', publicKey: KEY, privateKey: KEY } as const;
    const accepted = play(fresh('delegatee'), [agree, agree]);
    expect(accepted.told).to.deep.equal(['accept SH1', 'accept community']);
    const cancelled = play(accepted.entry, [{ type: 'cancel', by: 'self' }]);
    expect(cancelled.told).to.deep.equal(['cancel SH1', 'cancel community']);
    expect(cancelled.entry.state).to.equal('cancelled');
  });

  it('waits with the end of a running one until an epoch without the delegatee stands', () => {
    const offered = fresh('delegator');
    const termsHash = hashOf(offered);
    const accepted = { type: 'accepted', termsHash, publicKey: KEY } as const;
    const running = play(offered, [accepted, { type: 'registered', termsHash }], GRID + 5).entry;
    const cancelling = play(running, [{ type: 'cancel', by: 'other' }], GRID + 6).entry;
    expect(cancelling).to.include({ state: 'cancelling', cancelledAt: GRID + 6 });
    expect(play(cancelling, [{ type: 'withdrawn' }]).entry.state).to.equal('cancelled');
    const settled = play(cancelling, [{ ...SETTLED, outcome: 'cancelled' }]).entry;
    expect(settled.state).to.equal('cancelling');
    expect(play(settled, [{ type: 'withdrawn' }]).entry.state).to.equal('settled');
    // Before its start no key was given.
    expect(play(running, [{ type: 'cancel', by: 'self' }], GRID - 1).entry.state).to.equal('cancelled');
  });

  it('takes no acceptance of other terms, no registration of others, nothing after an end', () => {
    const other = hashCanonical(aTerms());
    const offered = fresh('delegator');
    expect(play(offered, [{ type: 'accepted', termsHash: other, publicKey: KEY }]).entry).to.equal(offered);
    const accepted = play(offered, [{ type: 'accepted', termsHash: hashOf(offered), publicKey: KEY }]).entry;
    expect(play(accepted, [{ type: 'registered', termsHash: other }]).entry).to.equal(accepted);
    const declined = play(offered, [{ type: 'decline', by: 'other' }]).entry;
    expect(play(declined, [{ type: 'accepted', termsHash: hashOf(offered), publicKey: KEY }]).entry).to.equal(
      declined,
    );
  });
});

/** Something that happens to one of several delegations of a home, at a time. */
interface Happening {
  readonly which: number;
  readonly event: DelegationEvent['type'];
  readonly by: 'self' | 'other';
  readonly outcome: 'cancelled' | 'expired';
  readonly after: number;
}

const happenings = fc.array(
  fc.record<Happening>({
    which: fc.nat(2),
    event: fc.constantFrom(
      'accepted',
      'accepted',
      'registered',
      'registered',
      'decline',
      'cancel',
      'refused',
      'withdrawn',
      'settled',
      'tick',
    ),
    by: fc.constantFrom('self', 'other'),
    outcome: fc.constantFrom('cancelled', 'expired'),
    after: fc.integer({ min: 1, max: EPOCH_SECONDS }),
  }),
  { maxLength: 40 },
);

function eventOf({ event, by, outcome }: Happening, terms: DelegationTerms): DelegationEvent {
  const termsHash = hashCanonical(terms);
  switch (event) {
    case 'accepted':
      return { type: 'accepted', termsHash, publicKey: KEY };
    case 'registered':
      return { type: 'registered', termsHash };
    case 'decline':
      return { type: 'decline', by: 'other' };
    case 'cancel':
      return { type: 'cancel', by };
    case 'refused':
      return { type: 'refused', code: 'DELEGATION_OVERLAP' };
    case 'settled':
      return { ...SETTLED, outcome };
    default:
      return { type: event === 'withdrawn' ? 'withdrawn' : 'tick' };
  }
}

/** Ids of the delegations named for any span around their time; each must cover it, and hand over intervals. */
function namedIn(entries: readonly DelegationEntry[]): Set<string> {
  const named = new Set<string>();
  for (let start = GRID - EPOCH_SECONDS; start <= GRID + 5 * EPOCH_SECONDS; start += EPOCH_SECONDS / 2) {
    const end = (Math.floor(start / EPOCH_SECONDS) + 1) * EPOCH_SECONDS;
    const delegatee = delegateeAt(entries, { start, end });
    if (delegatee === undefined) continue;
    const own = entries.find(({ delegationId }) => delegationId === delegatee.delegationId)?.terms;
    expect(own?.granularity).to.equal('intervals');
    expect(own?.start).to.be.at.most(start);
    expect(own?.end).to.be.at.least(end);
    named.add(delegatee.delegationId);
  }
  return named;
}

describe('delegateeAt', () => {
  const terms = [
    aTerms(),
    aTerms({ delegatee: 'SH3', start: GRID + EPOCH_SECONDS, end: GRID + 3 * EPOCH_SECONDS }),
    aTerms({ delegatee: 'SH4', granularity: 'alarms' }),
  ];

  it('names, in whatever order messages come and repeat, none before registration, after cancelling or outside of its time', () => {
    fc.assert(
      fc.property(happenings, (happened) => {
        let now = GRID - EPOCH_SECONDS;
        const entries = terms.map((one) => fresh('delegator', one));
        const registered = new Set<string>();
        const over = new Set<string>();
        for (const happening of happened) {
          now += happening.after;
          const before = entries[happening.which];
          if (before === undefined) continue;
          const event = eventOf(happening, before.terms);
          const step = nextDelegation(before, event, now);
          if (step === undefined) continue;
          entries[happening.which] = step.entry;
          if (step.entry.state === 'registered') registered.add(before.delegationId);
          if (event.type === 'cancel' || ['declined', 'refused'].includes(step.entry.state)) {
            over.add(before.delegationId);
          }
          for (const named of namedIn(entries)) {
            expect(registered.has(named)).to.equal(true);
            expect(over.has(named)).to.equal(false);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never changes from one delegatee to another while the first is neither cancelled nor past', () => {
    fc.assert(
      fc.property(happenings, (happened) => {
        let now = GRID - EPOCH_SECONDS;
        const entries = terms.map((one) => fresh('delegator', one));
        const span = { start: GRID + EPOCH_SECONDS, end: GRID + 2 * EPOCH_SECONDS };
        for (const happening of happened) {
          now += happening.after;
          const before = entries[happening.which];
          if (before === undefined) continue;
          const named = delegateeAt(entries, span);
          const step = nextDelegation(before, eventOf(happening, before.terms), now);
          if (step !== undefined) entries[happening.which] = step.entry;
          const after = delegateeAt(entries, span);
          if (named === undefined || named.delegationId === after?.delegationId) continue;
          const first = entries.find(({ delegationId }) => delegationId === named.delegationId);
          expect(first?.cancelledAt).not.to.equal(undefined);
        }
      }),
      { numRuns: 500 },
    );
  });
});
