import { EPOCH_SECONDS, type DelegationTerms } from '@acequia/protocol';
import { expect } from 'chai';
import fc from 'fast-check';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { agreement, RegistrarScene } from '../../test/RegistrarScene.js';
import { sampleTerms, SATURDAY } from '../../test/sampleTerms.js';

const EPOCH = SATURDAY / EPOCH_SECONDS;

describe('DelegationRegistrar, whatever happens', () => {
  it('loses and makes no token, pays no epoch twice and never has two delegatees, in any order, repeated, killed', () => {
    const homes = ['SH1', 'SH2', 'SH3', 'SH4'] as const;
    const home = fc.constantFrom(...homes);
    const offer = fc
      .record({
        delegator: home,
        delegatee: home,
        from: fc.integer({ min: 0, max: 10 }),
        length: fc.integer({ min: 1, max: 6 }),
        fee: fc.integer({ min: 0, max: 60 }),
      })
      .filter(({ delegator, delegatee }) => delegator !== delegatee);
    const step = fc.record({
      kind: fc.constantFrom('accept', 'register', 'cancel', 'acknowledge', 'advance', 'deposit'),
      which: fc.nat({ max: 5 }),
      by: home,
      time: fc.integer({ min: 0, max: 4 }),
      diesAfter: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
      repeats: fc.integer({ min: 1, max: 2 }),
    });
    fc.assert(
      fc.property(
        fc.array(offer, { minLength: 2, maxLength: 6 }),
        fc.array(step, { maxLength: 60 }),
        (offers, steps) => {
          const store = openBook();
          try {
            play(store, offers, steps);
          } finally {
            store.close();
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

interface Offer {
  readonly delegator: string;
  readonly delegatee: string;
  readonly from: number;
  readonly length: number;
  readonly fee: number;
}

interface Step {
  readonly kind: 'accept' | 'register' | 'cancel' | 'acknowledge' | 'advance' | 'deposit';
  readonly which: number;
  readonly by: string;
  readonly time: number;
  readonly diesAfter: number | undefined;
  readonly repeats: number;
}

function play(store: OpenBook, offers: readonly Offer[], steps: readonly Step[]): void {
  const agreements = offers.map(({ delegator, delegatee, from, length, fee }) => {
    const start = SATURDAY + from * EPOCH_SECONDS;
    const end = start + length * EPOCH_SECONDS;
    const terms = sampleTerms({ delegator, delegatee, start, end, feePerEpoch: String(fee) });
    return { terms, ...agreement(terms) };
  });
  let scene = new RegistrarScene(store.book);
  let now = SATURDAY - EPOCH_SECONDS;
  let deposited = 0n;
  const settled: string[] = [];
  for (const [index, { kind, which, by, time, diesAfter, repeats }] of steps.entries()) {
    const chosen = agreements[which % agreements.length];
    if (chosen === undefined) throw new Error('there are agreements');
    const { terms, accept, register } = chosen;
    const { delegationId } = terms;
    now += time * 5_000;
    const work = (current: RegistrarScene): void => {
      const { registrar } = current;
      if (kind === 'accept') registrar.accept(terms.delegatee, accept, now);
      if (kind === 'register') registrar.register(terms.delegator, register, now);
      if (kind === 'cancel') registrar.cancel(by, { type: 'cancel', delegationId }, now);
      if (kind === 'acknowledge')
        registrar.acknowledge(by, { delegationId, from: EPOCH - 2, to: EPOCH + 20 });
      if (kind === 'advance')
        registrar.advance(now, { settleBefore: now - 2 * EPOCH_SECONDS, fundedBefore: now - 4_000 });
      if (kind === 'deposit') current.deposit(by, '100', String(index));
    };
    for (let round = 0; round < repeats; round += 1) {
      const isDone = scene.run(() => {
        work(scene);
      }, diesAfter);
      settled.push(
        ...scene.letters
          .splice(0)
          .flatMap(({ body, recipient }) =>
            body.type === 'settled' ? [`${body.delegationId} ${recipient}`] : [],
          ),
      );
      if (!isDone) {
        // The next process opens what the last one left.
        scene = new RegistrarScene(store.reopen());
        scene.run(() => {
          work(scene);
        });
        settled.push(
          ...scene.letters
            .splice(0)
            .flatMap(({ body, recipient }) =>
              body.type === 'settled' ? [`${body.delegationId} ${recipient}`] : [],
            ),
        );
      }
    }
    if (kind === 'deposit') deposited += 100n;
    const balances = ['SH1', 'SH2', 'SH3', 'SH4'].map((homeId) => scene.accounts.balance(homeId));
    expect(balances.every((balance) => balance >= 0n)).to.equal(true);
    expect(balances.reduce((sum, balance) => sum + balance, scene.registrar.inEscrow())).to.equal(deposited);
    expect(new Set(settled).size).to.equal(settled.length);
    expectOneDelegatee(
      scene,
      agreements.map((one) => one.terms),
      now,
    );
  }
}

/** Nobody watches for a home that has handed its own monitoring over. */
function expectOneDelegatee(scene: RegistrarScene, all: readonly DelegationTerms[], now: number): void {
  for (const { delegator } of all) {
    const active = scene.registrar.activeOf(delegator, now);
    if (active === undefined) continue;
    expect(scene.registrar.activeOf(active.terms.delegatee, now)).to.equal(undefined);
  }
}
