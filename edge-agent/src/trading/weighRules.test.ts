import { expect } from 'chai';
import fc from 'fast-check';
import { aSituation, BUY_WATER, NOON, rulesOf, SELL_WATER, TODAY } from '../../test/tradingScene.js';
import type { Decision } from './decisionSchema.js';
import type { Situation } from './Situation.js';
import type { TradeFact } from './TradeFact.js';
import { tradingRulesSchema, type TradingRules } from './tradingRules.js';
import { weighRules } from './weighRules.js';

const HOUR = 3600;
const only = (rules: TradingRules, situation: Situation, facts: readonly TradeFact[] = []): Decision => {
  const [decision, ...others] = weighRules(rules, [situation], facts);
  if (decision === undefined || others.length > 0) throw new Error('there is not one decision');
  return decision;
};
const fact = (change: Partial<TradeFact> = {}): TradeFact => ({
  side: 'buy',
  resource: 'water',
  periodId: '2016-09',
  startedAt: NOON - HOUR,
  finishedAt: NOON - HOUR / 2,
  lots: 5,
  price: 2n,
  isLocked: false,
  ...change,
});

describe('rules of a household', () => {
  it('are refused with what is wrong about them', () => {
    const faultOf = (rules: unknown): string =>
      tradingRulesSchema
        .safeParse(rules)
        .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)[0] ?? '';
    expect(faultOf({ rules: [BUY_WATER, SELL_WATER] })).to.equal('');
    expect(faultOf({ rules: [BUY_WATER, BUY_WATER] })).to.match(/at most one rule/);
    expect(faultOf({ rules: [{ ...BUY_WATER, resource: 'power' }] })).to.match(/^rules.0.resource/);
    expect(faultOf({ rules: [{ ...BUY_WATER, maxPrice: '0' }] })).to.equal(
      'rules.0.maxPrice: must be above zero',
    );
    expect(faultOf({ rules: [{ ...BUY_WATER, maxPrice: '1.5' }] })).to.match(/decimal digits/);
    expect(faultOf({ rules: [{ ...BUY_WATER, overPercent: 101 }] })).to.match(/^rules.0.overPercent/);
    expect(faultOf({ rules: [{ ...BUY_WATER, maxPerPeriod: '1000000001' }] })).to.match(
      /at most 1,000,000,000/,
    );
    expect(faultOf({ rules: [{ ...SELL_WATER, perDay: BUY_WATER.perDay }] })).to.match(/^rules.0.perDay/);
    expect(faultOf({ rules: [{ ...SELL_WATER, perDay: { ...SELL_WATER.perDay, auctions: 21 } }] })).to.match(
      /at most 20/,
    );
    expect(faultOf({ mode: 'live' })).to.match(/^mode/);
  });

  it('are none at first, and without a rule nothing is traded', () => {
    expect(tradingRulesSchema.parse({})).to.deep.include({ mode: 'dry-run', rules: [] });
    expect(weighRules(rulesOf(), [aSituation({ share: { holds: 0n } })], [])).to.deep.equal([]);
    expect(weighRules(rulesOf({ ...BUY_WATER, resource: 'energy' }), [aSituation()], [])).to.deep.equal([]);
  });

  it('buy what is lacking, within all their limits', () => {
    // 9500 against 9000: 5.6 % over, 500 lacking; the day's limit of money comes first: 30 / 2 = 15 lots.
    const over = aSituation({ outlook: { expected: 3500n } });
    const { reason, figures, intent } = only(rulesOf(BUY_WATER), over);
    expect(reason).to.equal('trade');
    expect(figures).to.deep.equal({
      holds: '9000',
      used: '6000',
      expected: '3500',
      band: '200',
      difference: '500',
    });
    expect(intent).to.deep.equal({ periodId: '2016-09', lots: 15, quantity: '150', price: '2' });
    const spend = { ...BUY_WATER, perDay: { ...BUY_WATER.perDay, spend: '1000' } };
    expect(only(rulesOf(spend), over).intent?.lots).to.equal(20);
    expect(only(rulesOf(spend), over, [fact({ lots: 15 })]).intent?.lots).to.equal(5);
    const yesterday = fact({ lots: 15, startedAt: TODAY - HOUR, finishedAt: TODAY - 1 });
    expect(only(rulesOf(spend), over, [yesterday]).intent?.lots).to.equal(15);
  });

  it('buy nothing at 5 % over, and something just above', () => {
    expect(only(rulesOf(BUY_WATER), aSituation({ outlook: { expected: 3450n } })).reason).to.equal('enough');
    expect(only(rulesOf(BUY_WATER), aSituation({ outlook: { expected: 3451n } })).reason).to.equal('trade');
  });

  it('buy, where they are to be sure, only what is lacking at the least', () => {
    const sure = rulesOf({ ...BUY_WATER, when: 'sure' });
    expect(only(sure, aSituation({ outlook: { expected: 3600n, band: 200n } })).reason).to.equal('enough');
    const { figures } = only(sure, aSituation({ outlook: { expected: 3800n, band: 200n } }));
    expect(figures?.difference).to.equal('600');
  });

  it('do not buy twice what is being bought, and say which limit holds them back', () => {
    const over = aSituation({ outlook: { expected: 3500n } });
    const rule = { ...BUY_WATER, overPercent: 0, perDay: { auctions: 3, quantity: '300', spend: '1000' } };
    const open = fact({ lots: 50 });
    delete (open as { finishedAt?: number }).finishedAt;
    expect(only(rulesOf(rule), over, [open]).reason).to.equal('enough');
    expect(only(rulesOf(rule), over, [fact({ lots: 30 })]).reason).to.equal('limit-period');
    expect(only(rulesOf(BUY_WATER), over, [fact({ lots: 20, price: 1n })]).reason).to.equal('limit-quantity');
    expect(only(rulesOf(BUY_WATER), over, [fact({ lots: 15 })]).reason).to.equal('limit-spend');
    const nothing = [fact({ lots: 0 }), fact({ lots: 0 }), fact({ lots: 0 })];
    expect(only(rulesOf(BUY_WATER), over, nothing).reason).to.equal('limit-auctions');
  });

  it('pay no more than going over the share costs, and take no less than they say', () => {
    const over = aSituation({ share: { excessPrice: 1n }, outlook: { expected: 3500n } });
    expect(only(rulesOf(BUY_WATER), over).intent?.price).to.equal('1');
    const cheap = rulesOf({ ...BUY_WATER, maxPrice: '99' });
    expect(only(cheap, aSituation({ outlook: { expected: 3500n } })).reason).to.equal('price');
    const spare = aSituation({ outlook: { expected: 1000n } });
    expect(only(rulesOf({ ...SELL_WATER, minPrice: '101' }), spare).intent?.price).to.equal('2');
    expect(only(rulesOf({ ...SELL_WATER, minPrice: '301' }), spare).reason).to.equal('price');
  });

  it('sell what is left after all that may be needed and the reserve, in whole lots', () => {
    // 9000 − 6000 − 1000 − 200 − 100
    const spare = aSituation({ outlook: { expected: 1000n } });
    const { figures, intent } = only(rulesOf(SELL_WATER), spare);
    expect(figures?.difference).to.equal('1700');
    expect(intent).to.deep.include({ lots: 100, quantity: '1000', price: '1' });
    expect(
      only(rulesOf(SELL_WATER), aSituation({ outlook: { expected: 2545n, band: 200n } })).reason,
    ).to.equal('nothing-spare');
    const promised = fact({ side: 'sell', lots: 165 });
    delete (promised as { finishedAt?: number }).finishedAt;
    const wide = rulesOf({ ...SELL_WATER, perDay: { auctions: 9, quantity: '9000' }, maxPerPeriod: '9000' });
    expect(only(wide, spare, [promised]).intent?.lots).to.equal(5);
    expect(only(wide, spare, [{ ...promised, isLocked: true }]).intent?.lots).to.equal(170);
  });

  it('wait after the other side was traded, and trade nothing on old or missing readings', () => {
    const spare = aSituation({ outlook: { expected: 1000n } });
    expect(only(rulesOf(SELL_WATER), spare, [fact()]).reason).to.equal('other-side');
    expect(only(rulesOf(SELL_WATER), spare, [fact({ lots: 0 })]).reason).to.equal('trade');
    expect(only(rulesOf(SELL_WATER), spare, [fact({ finishedAt: NOON - 24 * HOUR })]).reason).to.equal(
      'trade',
    );
    const { outlook, share, ...bare } = spare;
    expect(outlook).to.not.equal(undefined);
    expect(only(rulesOf(SELL_WATER), { ...bare, ...(share && { share }) }).reason).to.equal(
      'readings-missing',
    );
    expect(only(rulesOf(SELL_WATER), bare).reason).to.equal('share-unknown');
    expect(only(rulesOf(SELL_WATER), aSituation({ outlook: { from: NOON - 25 * HOUR } })).reason).to.equal(
      'readings-old',
    );
    expect(only(rulesOf(SELL_WATER), { ...spare, now: spare.periodEnd }).reason).to.equal('period-over');
    expect(only(rulesOf({ ...SELL_WATER, enabled: false }), spare).reason).to.equal('disabled');
  });

  const amount = fc.bigInt(0n, 20_000n);
  const outlooks = fc.record({ used: amount, expected: amount, band: amount });
  const moments = fc.record({
    hours: fc.integer({ min: 1, max: 30 }),
    outlook: outlooks,
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    isLast: fc.boolean(),
  });

  it('never go over a limit, never buy and sell at once, whatever is forecast and whatever comes of it', () => {
    const rules = rulesOf(
      { ...BUY_WATER, overPercent: 0 },
      { ...SELL_WATER, perDay: { auctions: 2, quantity: '400' } },
    );
    let traded = 0;
    fc.assert(
      fc.property(fc.array(moments, { maxLength: 40 }), (steps) => {
        let facts: TradeFact[] = [];
        let now = TODAY;
        for (const { hours, outlook, part, isLast } of steps) {
          now += hours * HOUR;
          const day = { start: now - ((now - TODAY) % (24 * HOUR)), end: 0 };
          day.end = day.start + 24 * HOUR;
          const situation = aSituation({
            now,
            day,
            periodEnd: TODAY + 99 * 24 * HOUR,
            outlook: { ...outlook, from: now },
          });
          const begun = weighRules(rules, [situation], facts).filter(({ intent }) => intent !== undefined);
          expect(begun.length).to.be.at.most(1);
          // What was under way comes to something or to nothing, sooner or later, at no worse a price.
          facts = facts.map((known) =>
            known.finishedAt === undefined && isLast
              ? {
                  ...known,
                  finishedAt: now,
                  lots: Math.floor(known.lots * part),
                  price: known.price - BigInt(known.side === 'buy' && part < 0.5),
                }
              : known,
          );
          for (const { side, intent } of begun) {
            traded += 1;
            const { finishedAt, ...open } = fact({
              side,
              startedAt: now,
              lots: intent?.lots ?? 0,
              price: BigInt(intent?.price ?? 0),
            });
            expect(finishedAt).to.not.equal(undefined);
            facts.push(open);
            expectWithin(
              facts.filter((one) => one.side === side),
              day,
            );
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(traded).to.be.greaterThan(300);
  });

  function expectWithin(facts: readonly TradeFact[], day: { start: number; end: number }): void {
    const litres = (some: readonly TradeFact[]): number => some.reduce((sum, { lots }) => sum + 10 * lots, 0);
    const today = facts.filter(({ startedAt }) => startedAt >= day.start && startedAt < day.end);
    const isBuying = facts[0]?.side === 'buy';
    expect(litres(facts)).to.be.at.most(isBuying ? 300 : 2000);
    expect(litres(today)).to.be.at.most(isBuying ? 200 : 400);
    expect(today.length).to.be.at.most(isBuying ? 3 : 2);
    if (isBuying)
      expect(today.reduce((sum, { lots, price }) => sum + lots * Number(price), 0)).to.be.at.most(30);
  }

  it('never sell what the home may need, whatever it has promised', () => {
    fc.assert(
      fc.property(
        outlooks,
        amount,
        fc.array(fc.record({ lots: fc.nat(200), isLocked: fc.boolean() })),
        (outlook, holds, sales) => {
          const facts = sales.map((sale) => {
            const { finishedAt, ...open } = fact({ side: 'sell', startedAt: TODAY - HOUR, ...sale });
            expect(finishedAt).to.not.equal(undefined);
            return open;
          });
          const wide = rulesOf({
            ...SELL_WATER,
            reservePercent: 0,
            perDay: { auctions: 20, quantity: '90000' },
            maxPerPeriod: '90000',
          });
          const { intent } = only(wide, aSituation({ share: { holds }, outlook }), facts);
          const promised = BigInt(
            10 * facts.filter(({ isLocked }) => !isLocked).reduce((sum, { lots }) => sum + lots, 0),
          );
          if (intent === undefined) return;
          const left = holds - promised - BigInt(intent.quantity);
          expect(left >= outlook.used + outlook.expected + outlook.band).to.equal(true);
        },
      ),
    );
  });
});
