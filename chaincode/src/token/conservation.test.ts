import { CodedError, type BalanceView } from '@acequia/protocol';
import { expect } from 'chai';
import fc from 'fast-check';
import { TokenScene } from '../../test/TokenScene.js';

type Fields = Readonly<Record<string, unknown>>;

const party = fc.integer({ min: 0, max: 2 });
/** The payee is one of the other two. */
const step = fc.integer({ min: 1, max: 2 });
const amount = fc.integer({ min: 1, max: 200 });
const holdIndex = fc.integer({ min: 0, max: 2 });
const operation = fc.oneof(
  fc.record({ fn: fc.constant('transfer' as const), by: party, step, amount }),
  fc.record({ fn: fc.constant('hold' as const), by: party, step, amount, hold: holdIndex }),
  fc.record({ fn: fc.constant('captureHold' as const), by: party, amount, hold: holdIndex }),
  fc.record({ fn: fc.constant('releaseHold' as const), by: party, hold: holdIndex }),
  fc.record({ fn: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 2000 }) }),
);

describe('conservation of tokens', () => {
  it('keeps supply = balances + credits + open holds, whatever is taken or refused', async function () {
    this.timeout(60_000);
    const taken = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(operation, { minLength: 10, maxLength: 30, size: 'max' }),
        async (operations) => {
          const scene = new TokenScene();
          await scene.start();
          await scene.transfer();
          await scene.transfer({ to: scene.shop, fold: [] });
          for (const each of operations) {
            if (each.fn === 'wait') {
              scene.community.pass(each.seconds);
            } else if (await attempt(scene, each)) {
              taken.set(each.fn, (taken.get(each.fn) ?? 0) + 1);
            }
            expect(total(scene)).to.equal(1000n);
          }
        },
      ),
      { numRuns: 25 },
    );
    expect([...taken.keys()].sort()).to.deep.equal(['captureHold', 'hold', 'releaseHold', 'transfer']);
  });
});

type Operation = Exclude<typeof operation extends fc.Arbitrary<infer T> ? T : never, { fn: 'wait' }>;

async function attempt(scene: TokenScene, each: Operation): Promise<boolean> {
  const { operator, household, supplier, ledger, origin } = scene.community;
  const parties = [
    { identity: operator, account: scene.treasury },
    { identity: household, account: scene.home },
    { identity: supplier, account: scene.shop },
  ] as const;
  const by = parties[each.by as 0 | 1 | 2];
  const { credits } = (await scene.balance(by.identity, by.account)) as BalanceView;
  const now = Math.floor((ledger.nowMs - Date.UTC(2026, 0, 1)) / 1000) + origin;
  const request: Fields = {
    ...('amount' in each && { amount: String(each.amount) }),
    ...('hold' in each && { holdId: String(each.hold).repeat(32) }),
    ...('step' in each && {
      from: by.account,
      to: parties[((each.by + each.step) % 3) as 0 | 1 | 2].account,
      fold: credits.map(({ creditId }) => creditId),
    }),
    ...(each.fn === 'hold' && { expiresAt: now + 1000 }),
  };
  try {
    await ledger.run(by.identity, 'token', each.fn, request);
    return true;
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}

function total(scene: TokenScene): bigint {
  let sum = 0n;
  const records = scene.community.ledger.snapshot();
  for (const [key, value] of Object.entries(records)) {
    const [type, id] = key.split('/');
    const isOpenHold = type === 'hold' && records[`holdOutcome/${id ?? ''}`] === undefined;
    if (type === 'balance' || type === 'credit' || isOpenHold) {
      sum += BigInt((value as { readonly amount: string }).amount);
    }
  }
  return sum;
}
