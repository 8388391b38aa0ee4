import {
  tradingRulesSchema,
  type Decision,
  type ForecastView,
  type TradingLogEntry,
} from '@acequia/edge-agent';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { testCommunityFile as file } from '../../test/testCommunityFile.js';
import { changeRule } from './changeRule.js';
import { quantityInBase } from './quantityInBase.js';
import { renderDryRun } from './renderDryRun.js';
import { renderForecast } from './renderForecast.js';
import { renderRules } from './renderRules.js';
import { renderTradingLog } from './renderTradingLog.js';
import { replaceRule } from './replaceRule.js';

const ZONE = 'Europe/Madrid';
const at = (text: string): number => Date.parse(text) / 1000;
const { token } = file;
const none = tradingRulesSchema.parse({});
const decision: Decision = {
  at: at('2016-09-20T10:00:00Z'),
  side: 'buy',
  resource: 'water',
  reason: 'trade',
  figures: { holds: '9000', used: '6552', expected: '3528', band: '200', difference: '1080' },
  intent: { periodId: '2016-09', lots: 15, quantity: '150', price: '2' },
};

describe('rules on the command line', () => {
  it('are made of what people say, in litres, kilowatt-hours and tokens', () => {
    expect(quantityInBase('water', '300')).to.equal('300');
    expect(quantityInBase('energy', '12.5')).to.equal('12500');
    for (const text of ['', '-1', '1.5', 'much']) {
      expect(() => quantityInBase('water', text), text).to.throw(
        'QUANTITY_WRONG: water is said in whole litres',
      );
    }
    expect(() => quantityInBase('energy', '1.2345')).to.throw('QUANTITY_WRONG');
    const rule = changeRule('buy', 'water', undefined, { upTo: '300', price: '2' }, token);
    const rules = tradingRulesSchema.parse(replaceRule(none, { side: 'buy', resource: 'water' }, rule));
    expect(rules.rules).to.deep.equal([
      {
        side: 'buy',
        resource: 'water',
        enabled: true,
        overPercent: 5,
        when: 'likely',
        maxPerPeriod: '300',
        maxPrice: '200',
        perDay: { auctions: 4, quantity: '300', spend: '60' },
      },
    ]);
    expect(() => changeRule('buy', 'water', undefined, { upTo: '300' }, token)).to.throw('RULE_INCOMPLETE');
    expect(() => changeRule('buy', 'water', undefined, { upTo: '3', price: '0.001' }, token)).to.throw(
      'MONEY_TOO_FINE',
    );
    expect(() => changeRule('buy', 'water', undefined, { upTo: '3', price: '1' }, undefined)).to.throw(
      'TOKEN_MISSING',
    );
  });

  it('keep what is not said, and can be switched off, on and forgotten', () => {
    const place = { side: 'sell', resource: 'energy' } as const;
    const first = changeRule(
      'sell',
      'energy',
      undefined,
      { upTo: '50', price: '0.1', reserve: 20, perDay: 2 },
      token,
    );
    const before = tradingRulesSchema.parse(replaceRule(none, place, first));
    const off = changeRule('sell', 'energy', before.rules[0], { off: true }, token);
    const after = tradingRulesSchema.parse(replaceRule(before, place, off));
    expect(after.rules).to.deep.equal([{ ...before.rules[0], enabled: false }]);
    const again = changeRule('sell', 'energy', after.rules[0], { on: true, price: '0.2' }, token);
    expect(again).to.deep.include({
      enabled: true,
      minPrice: '20',
      reservePercent: 20,
      maxPerPeriod: '50000',
    });
    expect(replaceRule(after, place, undefined).rules).to.deep.equal([]);
  });

  it('are shown in words', () => {
    expect(renderRules('SH1', none, file)).to.deep.equal([
      'SH1 has no rules: nothing is traded for it.',
      'While the home is off line nobody opens its prices: what it has set aside can be lost.',
      'Next: acequia rules set buy water --up-to 300 --price 2',
    ]);
    const buy = changeRule('buy', 'water', undefined, { upTo: '300', price: '2', perDay: 1 }, token);
    const sell = changeRule('sell', 'energy', undefined, { upTo: '50', price: '0.1', off: true }, token);
    const rules = tradingRulesSchema.parse({
      mode: 'on',
      rules: [buy, sell],
      auditor: { mspId: 'PublicMSP', keyHash: 'a'.repeat(64) },
    });
    expect(renderRules('SH1', rules, file)).to.deep.equal([
      'The rules of SH1 are switched on: the home trades by them.',
      '- Buy water: when the home is forecast to use more than 5 % above its share;',
      '  up to 300 litres a period, for no more than 2.00 SCT per m³;',
      '  a day at most once, 300 litres and 0.60 SCT.',
      '- Sell energy (switched off): what will not be needed, less a reserve of 10 % of the use that is',
      '  expected; up to 50.0 kWh a period, for no less than 0.10 SCT per kWh;',
      '  a day at most 4 times and 50.0 kWh.',
      'They are gone through every hour; after buying, selling waits 24 hours, and the other way round.',
      `Should the home be off line, an auditor opens its prices: PublicMSP/${'a'.repeat(64)}`,
      'Next: acequia rules dry-run',
    ]);
  });

  it('tell the forecast with its error', () => {
    const forecast: ForecastView = {
      resource: 'water',
      periodId: '2016-09',
      from: at('2016-09-20T10:00:00Z'),
      until: at('2016-09-30T22:00:00Z'),
      used: '6552',
      expected: '3528',
      basis: 'hour-of-week',
      knownHours: 468,
      error: { tests: 10, hoursAhead: 168, meanAbsolute: '300', meanUse: '2352', band: '4000' },
    };
    expect(renderForecast([forecast], ZONE)).to.deep.equal([
      'Water in 2016-09: 6,552 litres used up to 2016-09-20 12:00, 3,528 litres more expected',
      '  until 2016-10-01 00:00, from the same hours of the past four weeks: 10,080 litres in all,',
      '  probably between 6,552 litres and 14,080 litres.',
      '  10 forecasts of 7 days, made again for the past, were wrong by 300 litres on average (12 %).',
    ]);
    const early = { ...forecast, error: { ...forecast.error, tests: 0 } };
    expect(renderForecast([early], ZONE).at(-1)).to.match(/Too little is known/);
    expect(renderForecast([], ZONE)).to.match(/There is no forecast/);
  });

  it('say what they would do and why', () => {
    const held: Decision = { at: decision.at, side: 'sell', resource: 'energy', reason: 'readings-old' };
    expect(renderDryRun([decision, held], file)).to.deep.equal([
      'It would buy 150 litres of water for no more than 2.00 SCT per m³, 0.30 SCT in all.',
      '  6,552 litres used, 3,528 litres more expected (give or take 200 litres), 9,000 litres held: 1,080 litres lacking.',
      'It would sell no energy.',
      '  the meter has not been heard of for a day.',
      'Nothing was done.',
    ]);
    expect(renderDryRun([], file)).to.match(/no rule/);
  });

  it('tell later why the home traded, and what came of it', () => {
    const entry: TradingLogEntry = { id: 1, mode: 'on', decision, tradeId: 'a'.repeat(32) };
    const lastOf = (change: Partial<TradingLogEntry>): string | undefined =>
      renderTradingLog([{ ...entry, ...change }], file).at(-1);
    const outcome = (kind: 'traded' | 'nothing' | 'unopened' | 'abandoned'): Partial<TradingLogEntry> => ({
      outcome: {
        kind,
        lots: kind === 'traded' ? 10 : 0,
        price: kind === 'traded' ? '1' : '0',
        code: 'FUNDS_SHORT',
      },
    });
    expect(renderTradingLog([entry], file)[0]).to.match(
      /^2016-09-20 12:00 {2}began to buy 150 litres of water/,
    );
    expect(lastOf({})).to.equal('  → under way');
    expect(lastOf(outcome('traded'))).to.equal('  → bought 100 litres at 1.00 SCT per m³');
    expect(lastOf(outcome('nothing'))).to.match(/comes back$/);
    expect(lastOf(outcome('unopened'))).to.match(/is lost$/);
    expect(lastOf(outcome('abandoned'))).to.match(/FUNDS_SHORT/);
    const dry: TradingLogEntry = { id: 1, mode: 'dry-run', decision };
    expect(renderTradingLog([dry], file).at(-1)).to.match(/a dry run/);
    expect(renderTradingLog([{ ...dry, mode: 'on' }], file).at(-1)).to.match(/nobody asks/);
    expect(renderTradingLog([], file)).to.match(/acequia rules show/);
  });

  it('never speak of bids, commitments or reveals', () => {
    const lines = [
      ...renderRules(
        'SH1',
        tradingRulesSchema.parse({
          rules: [changeRule('buy', 'water', undefined, { upTo: '3', price: '1' }, token)],
        }),
        file,
      ),
      ...renderDryRun([decision], file),
      ...renderTradingLog([{ id: 1, mode: 'on', decision }], file),
    ];
    expect(lines.join('\n')).to.not.match(/\b(bid|auction|commit|reveal|lot|salt|Vickrey)/i);
  });
});
