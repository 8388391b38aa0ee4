import { CodedError } from '@acequia/protocol';
import { expect } from 'chai';
import fc from 'fast-check';
import { randomInt } from 'node:crypto';
import { TOKEN_WEIGHTS } from '../../test/TOKEN_WEIGHTS.js';
import { TokenPlay } from '../../test/TokenPlay.js';
import type { TokenStep } from '../../test/TokenStep.js';

const RUNS = 50;
const STEPS = 260;
/** Printed with the name of the test: `ACEQUIA_SEED` plays the same again. */
const seed = Number(process.env.ACEQUIA_SEED ?? randomInt(2 ** 31));

const small = fc.nat({ max: 1000 });
const step: fc.Arbitrary<TokenStep> = fc.record({
  fn: fc.oneof(...TOKEN_WEIGHTS.map(([weight, fn]) => ({ weight, arbitrary: fc.constant(fn) })), {
    weight: 2,
    arbitrary: fc.constant('wait'),
  }),
  isHonest: fc.nat({ max: 4 }).map((n) => n > 0),
  by: small,
  account: small,
  other: small,
  amount: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 1, max: 150 }) },
    fc.integer({ min: 1, max: 5000 }),
  ),
  pick: small,
});

describe('the token under random use', () => {
  it(`keeps every token, cent and reserve over ${RUNS * STEPS} steps of honest and dishonest parties (seed ${seed})`, async function () {
    this.timeout(240_000);
    const taken = new Map<string, number>([['publish', RUNS]]);
    const refusals = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS, size: 'max' }), async (steps) => {
        const play = new TokenPlay();
        await play.start();
        check(play);
        for (const each of steps) count(await attempt(play, each), each, taken, refusals);
      }),
      { numRuns: RUNS, seed, endOnFailure: true },
    );
    expect([...taken.keys()].sort(), [...refusals.keys()].join()).to.deep.equal(
      TOKEN_WEIGHTS.map(([, fn]) => fn).sort(),
    );
  });
});

function count(
  outcome: string,
  { fn }: TokenStep,
  taken: Map<string, number>,
  refusals: Map<string, number>,
): void {
  if (fn === 'wait') return;
  const [counts, key] = outcome === 'taken' ? [taken, fn] : [refusals, outcome];
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** @returns `taken`, or the code of the refusal, which has changed nothing. */
async function attempt(play: TokenPlay, each: TokenStep): Promise<string> {
  const { community } = play.scene;
  if (each.fn === 'wait') {
    community.pass(5 * each.amount);
    return 'taken';
  }
  const { world } = community.ledger.store;
  const before = new Map(world);
  try {
    await play.take(each);
  } catch (error) {
    if (!(error instanceof CodedError) || error.code === 'INTERNAL_ERROR') throw error;
    expect(isSame(before, world), `${each.fn} was refused with ${error.code}, and wrote`).to.equal(true);
    return error.code;
  }
  check(play);
  return 'taken';
}

function check({ books }: TokenPlay): void {
  const { supply, currency } = books.reserve;
  expect(books.tokens, 'tokens').to.equal(supply);
  expect(books.currency + currency, 'currency').to.equal(books.banked);
  expect(books.surplus >= 0n, 'the reserve covers').to.equal(true);
  expect(books.amounts.every((amount) => amount >= 0n)).to.equal(true);
}

function isSame(before: ReadonlyMap<string, Buffer>, after: ReadonlyMap<string, Buffer>): boolean {
  return before.size === after.size && [...before].every(([key, value]) => after.get(key) === value);
}
