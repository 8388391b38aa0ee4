import { generateX25519, random16Hex } from '@acequia/protocol';
import { expectCode } from '../harness/expectCode.js';
import type { Member } from '../harness/Member.js';
import { openPeriod, planPeriod, type PeriodOfTests } from '../harness/openPeriod.js';
import { suite } from '../harness/Suite.js';
import { unchanged } from '../harness/unchanged.js';

/** Where a literal is put into the JSON of a request, which no client of ours would send. */
const HOLE = '@@';

/** What stands for a number. NaN and Infinity are no JSON; 1e400 is, and more than any double. */
const NO_LOTS = [
  '-1',
  '1.5',
  '0.1',
  '1e400',
  '1e21',
  '9007199254740993',
  'NaN',
  'Infinity',
  '"1"',
  'null',
  '[]',
];
/** What stands for an amount, which travels as a string of decimal digits. */
const NO_AMOUNTS = [
  ...['-1', '1.5', '1e3', '0x10', '01', '+1', ' 1', '', 'NaN', 'Infinity', '١'].map((text) => `"${text}"`),
  ...['9223372036854775808', '9'.repeat(40), '9'.repeat(5000)].map((digits) => `"${digits}"`),
  ...['1', '-1', '1.5', '1e400', 'NaN', 'null', '{}'],
];

describe('negative, huge, fractional and other amounts that are none are refused, and change nothing,', () => {
  let period: PeriodOfTests;

  before(async () => {
    period = await openPeriod(suite().community);
  });

  const check = async (
    member: Member,
    name: string,
    request: object,
    literals: readonly string[],
    transient?: object,
  ): Promise<void> => {
    await unchanged(async () => {
      for (const literal of literals) {
        const fill = (value: object): string => JSON.stringify(value).replaceAll(`"${HOLE}"`, literal);
        const work = member.client.raw.endorse({
          function: name,
          arguments: [fill({ requestId: random16Hex(), ...request })],
          ...(transient === undefined
            ? {}
            : {
                transient: Object.fromEntries(
                  Object.entries(transient).map(([key, value]) => [key, fill(value as object)]),
                ),
              }),
        });
        await expectCode(work, 'INPUT_INVALID');
      }
    });
  };

  const operator = (): Member => suite().community.operator;

  it('as tokens transferred', async () => {
    const { treasury } = suite().community;
    const { accountId } = await treasury.account(operator(), '5');
    const request = { from: treasury.accountId, to: accountId, amount: HOLE, fold: [] };
    await check(operator(), 'token:transfer', request, ['"0"', ...NO_AMOUNTS]);
  });

  it('as tokens held', async () => {
    const { treasury } = suite().community;
    const { accountId } = await treasury.account(operator(), '5');
    const request = {
      holdId: random16Hex(),
      from: treasury.accountId,
      to: accountId,
      amount: HOLE,
      expiresAt: 4_000_000_000,
      fold: [],
    };
    await check(operator(), 'token:hold', request, ['"0"', ...NO_AMOUNTS]);
  });

  it('as lots moved', async () => {
    const { periodId, accounts } = period;
    const request = { periodId, resource: 'energy', from: accounts.SH1, to: accounts.SH2, lots: HOLE };
    await check(operator(), 'quota:moveLots', request, ['0', '1000000001', ...NO_LOTS]);
  });

  it('as lots of a contract, of a holding, and as the size of a lot', async () => {
    const { periodId, start, end, contracts, holdings } = planPeriod(suite().community.month());
    const plan = { periodId, start, end, contracts, holdings };
    const [energy, water] = contracts;
    const [first, ...others] = holdings;
    for (const [change, literals] of [
      [{ contracts: [{ ...energy, lots: HOLE }, water] }, ['0', ...NO_LOTS]],
      [{ contracts: [{ ...energy, lotSize: HOLE }, water] }, ['"0"', ...NO_AMOUNTS]],
      [{ holdings: [{ ...first, lots: HOLE }, ...others] }, NO_LOTS],
      [{ start: HOLE }, NO_LOTS],
    ] as const) {
      await check(operator(), 'quota:openPeriod', { ...plan, ...change }, literals);
    }
  });

  it('as a price', async () => {
    const price = { resource: 'water', per: '1000', priceMinor: HOLE, excessMinor: '320' };
    const request = { tariffId: 'never', validFrom: 0, baseFeeMinor: '0', prices: [price] };
    await check(operator(), 'billing:setTariff', request, NO_AMOUNTS);
  });

  it('as the number of windows that stay in state', async () => {
    const request = { homeId: 'SH1', keepLast: HOLE };
    await check(suite().community.home('SH1'), 'monitoring:setRetention', request, ['10001', ...NO_LOTS]);
  });

  it('as the version of a key, and as an epoch’s number and times', async () => {
    const { community } = suite();
    const { record } = await community.sealer('SH1').draft();
    const home = community.home('SH1');
    const publicKey = generateX25519().publicKey.toString('base64');
    await check(home, 'keys:publishOperationKey', { version: HOLE, publicKey }, ['0', ...NO_LOTS]);
    for (const name of ['epoch', 'start', 'end', 'communityKeyVersion'] as const) {
      const request = { homeId: 'SH1', epochs: [{ ...record, [name]: HOLE }] };
      await check(home, 'keys:publishEpochs', request, NO_LOTS);
    }
  });

  it('as a request that is no JSON, not an object, or has more than it should', async () => {
    const { raw } = operator().client;
    await unchanged(async () => {
      for (const text of ['', 'null', '[]', '42', '{', '{"requestId":1}', '{"surplus":1}', '"text"']) {
        await expectCode(raw.endorse({ function: 'token:openAccount', arguments: [text] }), 'INPUT_INVALID');
      }
      for (const args of [[], ['{}', '{}']]) {
        await expectCode(raw.endorse({ function: 'token:openAccount', arguments: args }), 'INPUT_INVALID');
      }
      await expectCode(raw.endorse({ function: 'token:mint', arguments: ['{}'] }), 'FUNCTION_UNKNOWN');
    });
  });
});

describe('an overflow is refused, and changes nothing,', () => {
  const MAX = (2n ** 63n - 1n).toString();

  it('of a contract: lots of a size whose product exceeds 2^63 - 1', async () => {
    const { community } = suite();
    const { periodId, start, end, accounts } = planPeriod(community.month());
    const { quota } = community.operator.ledger;
    await unchanged(() =>
      expectCode(
        quota.openPeriod({
          periodId,
          start,
          end,
          contracts: [{ resource: 'energy', lotSize: MAX, lots: 2 }],
          holdings: [{ accountId: accounts.SH1, resource: 'energy', lots: 2 }],
        }),
        'AMOUNT_OVERFLOW',
      ),
    );
  });

  it('of a contract that grows', async () => {
    const { community } = suite();
    const { periodId, start, end, accounts } = planPeriod(community.month());
    const { quota } = community.operator.ledger;
    const accountId = accounts.SH1;
    await quota.openPeriod({
      periodId,
      start,
      end,
      contracts: [{ resource: 'energy', lotSize: MAX, lots: 1 }],
      holdings: [{ accountId, resource: 'energy', lots: 1 }],
    });
    await unchanged(() =>
      expectCode(
        quota.adjustContract({ periodId, resource: 'energy', lots: 2, holdings: [{ accountId, lots: 2 }] }),
        'AMOUNT_OVERFLOW',
      ),
    );
  });

  it('of an account: more than the whole supply cannot be spent', async () => {
    const { community } = suite();
    const { ledger } = community.home('SH1');
    const { accountId, creditId } = await community.treasury.account(community.home('SH1'), '10');
    const to = community.treasury.accountId;
    await unchanged(() =>
      expectCode(
        ledger.token.transfer({ from: accountId, to, amount: MAX, fold: [creditId] }),
        'BALANCE_INSUFFICIENT',
      ),
    );
  });
});
