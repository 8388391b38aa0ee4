import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PeriodRecord } from '@acequia/protocol';
import { CodedError } from '@acequia/protocol';
import { KeyStore } from '@acequia/protocol/keystore';
import { expect } from 'chai';
import { pino } from 'pino';
import { AuctionDesk } from '../../test/AuctionDesk.js';
import { cipher } from '../../test/homeKeysOn.js';
import { ManualTimer } from '../../test/ManualTimer.js';
import { BUY_WATER, NOON, rulesOf, SELL_WATER, TODAY } from '../../test/tradingScene.js';
import { HomeOutlook } from './HomeOutlook.js';
import type { ShareLedger } from './readShare.js';
import type { OwnAccounts } from './OwnAccounts.js';
import { RulesStore } from './RulesStore.js';
import { TradeBook } from './TradeBook.js';
import { TradingLog } from './TradingLog.js';
import { TradingService } from './TradingService.js';
import { UseHistory } from './UseHistory.js';
import type { UsedWindow } from './usedWindow.js';

const DAY = 86_400;
const HOUR = 3600;
const ZONE = 'Europe/Madrid';
const MINE = `acc-${'1'.repeat(32)}`;
const OTHER = `acc-${'2'.repeat(32)}`;
const COIN = `acc-${'3'.repeat(32)}`;
const PERIOD: PeriodRecord = {
  periodId: '2016-09',
  start: TODAY - 19 * DAY,
  end: TODAY + 11 * DAY,
  contracts: [{ resource: 'water', lotSize: '10', lots: 2000 }],
};

/** So many litres an hour, from the first of the month until noon of the 20th. */
function usedAt(perHour: number): UsedWindow[] {
  const hours = (NOON - PERIOD.start) / HOUR;
  const spans = Array.from({ length: hours }, (_, index) => ({
    start: PERIOD.start + index * HOUR,
    end: PERIOD.start + (index + 1) * HOUR,
    from: index * perHour,
    to: (index + 1) * perHour,
    amount: perHour,
  }));
  return [{ end: NOON, spans }];
}

describe('TradingService', () => {
  let folder: string;
  let timer: ManualTimer;
  let desk: AuctionDesk;
  let perHour: number;
  let period: PeriodRecord | undefined;
  let bought: string[];
  let used: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-trading-'));
    timer = new ManualTimer(NOON);
    desk = new AuctionDesk(() => timer.now());
    perHour = 14;
    period = PERIOD;
    [bought, used] = [[], []];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const ledger: ShareLedger = {
    quota: {
      getPeriod: async ({ periodId }) => {
        await Promise.resolve();
        if (period?.periodId === periodId) return period;
        throw new CodedError('PERIOD_UNKNOWN', 'there is no such period');
      },
      getHoldings: async () =>
        Promise.resolve([
          { accountId: MINE, resource: 'water', lots: 880 },
          { accountId: COIN, resource: 'water', lots: 20 },
          { accountId: OTHER, resource: 'water', lots: 1100 },
        ]),
      getQuotaAccount: async () => Promise.resolve({ accountId: MINE, coins: [COIN], salt: '0'.repeat(32) }),
    },
  };
  const accounts = (): OwnAccounts => ({ bought, used: new Set(used) });
  const openWith = async (way: AuctionDesk | undefined): Promise<TradingService> => {
    const store = new KeyStore(folder, cipher);
    const history = new UseHistory([
      { resource: 'water', queue: { used: async () => Promise.resolve(usedAt(perHour)) } },
    ]);
    const now = (): number => timer.now();
    const service = new TradingService({
      rules: new RulesStore(store),
      book: new TradeBook(store),
      tradingLog: new TradingLog(store),
      outlook: new HomeOutlook({ homeId: 'SH1', zone: ZONE, accounts, ledger, history, desk: way, now }),
      desk: way,
      now,
      times: { everyMs: 5, firstMs: 5, slowMs: 5 },
      log: pino({ level: 'silent' }),
    });
    await service.load();
    return service;
  };

  const open = async (): Promise<TradingService> => openWith(desk);
  const openWithout = async (): Promise<TradingService> => openWith(undefined);

  it('forecasts what the home will use, and tells how wrong it may be', async () => {
    const [forecast, ...others] = await (await open()).forecasts();
    expect(others).to.deep.equal([]);
    expect(forecast).to.deep.include({
      resource: 'water',
      periodId: '2016-09',
      from: NOON,
      until: PERIOD.end,
    });
    // 19.5 days gone and 10.5 to come, at 14 litres an hour.
    expect(forecast).to.deep.include({
      used: '6552',
      expected: '3528',
      basis: 'hour-of-week',
      knownHours: 468,
    });
    expect(forecast?.error).to.deep.include({ hoursAhead: 168, meanAbsolute: '0', band: '0' });
  });

  it('has no rules at first, does nothing, and keeps those that it is given', async () => {
    const service = await open();
    expect(service.rules).to.deep.include({ mode: 'dry-run', rules: [] });
    await service.round();
    expect([service.logged(), readdirSync(folder)]).to.deep.equal([[], []]);
    await service.setRules(rulesOf(BUY_WATER));
    expect((await open()).rules).to.deep.equal(rulesOf(BUY_WATER));
  });

  it('changes nothing in a dry run that is asked for, and writes down why in one by the clock', async () => {
    const service = await open();
    await service.setRules({ ...rulesOf(BUY_WATER), mode: 'dry-run' });
    const files = readdirSync(folder);
    const [decision] = await service.dryRun();
    expect(decision).to.deep.include({ reason: 'trade', side: 'buy' });
    expect([readdirSync(folder), service.logged(), desk.effects]).to.deep.equal([files, [], []]);
    await service.round();
    expect(service.logged()).to.deep.equal([{ id: 1, mode: 'dry-run', decision }]);
    expect([desk.effects, readdirSync(folder).includes('trade')]).to.deep.equal([[], false]);
  });

  it('says the same once, and again when something changed', async () => {
    const service = await open();
    await service.setRules({ ...rulesOf(BUY_WATER), mode: 'dry-run' });
    for (let hour = 0; hour < 5; hour += 1) {
      await service.round();
      timer.set(timer.now() + HOUR);
    }
    expect(service.logged()).to.have.length(1);
    perHour = 10;
    await service.round();
    expect(service.logged().map(({ decision }) => decision.reason)).to.deep.equal(['trade', 'enough']);
    const again = await open();
    expect(again.logged()).to.deep.equal(service.logged());
  });

  it('buys, carries it through and notes what came of it, within the limits of the day', async () => {
    const service = await open();
    await service.setRules(rulesOf(BUY_WATER));
    for (let minutes = 0; minutes < 8 * 60; minutes += 5) {
      await service.round();
      timer.set(timer.now() + 300);
    }
    expect(desk.effects.filter((effect) => effect === 'place')).to.have.length(1);
    const [bought, held] = service.logged();
    // 30 tokens a day, at 2 for a lot; the share is not what limits it.
    expect(bought).to.deep.include({ mode: 'on', outcome: { kind: 'traded', lots: 15, price: '2' } });
    expect(held?.decision.reason).to.equal('limit-spend');
    expect((await open()).logged()[0]).to.deep.equal(bought);
  });

  it('sells what is spare where somebody asks for it, and says so where nobody does', async () => {
    perHour = 9;
    const service = await open();
    await service.setRules(rulesOf(SELL_WATER));
    await service.round();
    expect(service.logged().map(({ tradeId, decision }) => [tradeId, decision.reason])).to.deep.equal([
      [undefined, 'trade'],
    ]);
    desk.begin('cd'.repeat(16));
    timer.set(NOON + HOUR);
    desk.begin('ef'.repeat(16));
    for (let minutes = 0; minutes < 4 * 60; minutes += 5) {
      await service.round();
      timer.set(timer.now() + 300);
    }
    const sold = service.logged().filter(({ outcome }) => outcome?.kind === 'traded');
    expect(sold.map(({ outcome }) => outcome)).to.deep.equal([{ kind: 'traded', lots: 20, price: '1' }]);
  });

  it('does not trade where there is no market, and finishes what is under way when it is switched off', async () => {
    const without = await openWithout();
    const refusal: unknown = await without.setRules(rulesOf(BUY_WATER)).catch((error: unknown) => error);
    expect(refusal).to.have.property('code', 'MARKET_MISSING');
    expect(without.rules.rules).to.deep.equal([]);
    await without.setRules({ ...rulesOf(BUY_WATER), mode: 'dry-run' });
    await without.round();
    expect(without.logged().map(({ decision }) => decision.reason)).to.deep.equal(['trade']);
    const service = await open();
    await service.setRules(rulesOf(BUY_WATER));
    await service.round();
    await service.setRules({ ...rulesOf(BUY_WATER), mode: 'off' });
    for (let minutes = 0; minutes < 3 * 60; minutes += 5) {
      timer.set(timer.now() + 300);
      await service.round();
    }
    expect(desk.effects.at(-1)).to.equal('collect');
    expect(service.logged().map(({ outcome }) => outcome?.kind)).to.deep.equal([undefined, 'traded']);
  });

  it('counts what all of its accounts hold, also what it has bought and was not told of', async () => {
    const service = await open();
    await service.setRules({ ...rulesOf(BUY_WATER), mode: 'dry-run' });
    const held = async (): Promise<string | undefined> => (await service.dryRun())[0]?.figures?.holds;
    expect(await held()).to.equal('9000');
    bought = [OTHER];
    expect(await held()).to.equal('20000');
    bought = [OTHER, COIN];
    expect(await held()).to.equal('20000');
  });

  describe('by the household’s own word', () => {
    const ORDER = {
      orderId: 'f'.repeat(32),
      side: 'buy',
      resource: 'water',
      quantity: '145',
      price: '250',
    } as const;
    const refusal = async (order: Promise<unknown>): Promise<unknown> => {
      const error: unknown = await order.catch((reason: unknown) => reason);
      return error instanceof CodedError ? error.code : error;
    };

    it('buys whole lots, no less than was asked for, once an order', async () => {
      const service = await open();
      const [trade] = await service.order(ORDER);
      // 2.5 tokens a lot are 2, for a price is never rounded up.
      expect(trade).to.deep.include({
        lots: 15,
        quantity: '150',
        price: '2',
        isByHand: true,
        phase: 'intended',
      });
      expect(await service.order(ORDER)).to.deep.equal([trade]);
      expect(await (await open()).order(ORDER)).to.deep.equal([trade]);
      for (let minutes = 0; minutes < 3 * 60; minutes += 5) {
        await service.round();
        timer.set(timer.now() + 300);
      }
      expect(service.trades().map(({ phase, outcome }) => [phase, outcome])).to.deep.equal([
        ['over', { kind: 'traded', lots: 15, price: '2' }],
      ]);
      const [entry] = service.logged();
      expect(entry).to.deep.include({ outcome: { kind: 'traded', lots: 15, price: '2' } });
      expect(entry?.decision).to.deep.include({ by: 'hand', reason: 'trade' });
    });

    it('sells a coin where somebody asks, and says why not', async () => {
      const service = await open();
      const sale = { ...ORDER, side: 'sell', quantity: '209', price: '90' } as const;
      expect(await refusal(service.order(sale))).to.equal('NOBODY_ASKS');
      desk.begin('cd'.repeat(16));
      const [trade] = await service.order(sale);
      expect(trade).to.deep.include({ lots: 20, price: '1', auctionId: 'cd'.repeat(16) });
      used = [COIN];
      const other = { ...sale, orderId: 'e'.repeat(32) };
      expect(await refusal(service.order(other))).to.equal('COIN_NONE_FREE');
      const codes: [object, string][] = [
        [{ quantity: '9' }, 'QUANTITY_TOO_SMALL'],
        [{ quantity: '9010' }, 'QUANTITY_TOO_LARGE'],
        [{ price: '301' }, 'PRICE_TOO_HIGH'],
        [{ side: 'buy', price: '99' }, 'PRICE_TOO_LOW'],
        [{ resource: 'energy' }, 'SHARE_UNKNOWN'],
      ];
      for (const [change, code] of codes) {
        expect(await refusal(service.order({ ...other, ...change })), code).to.equal(code);
      }
      period = undefined;
      expect(await refusal(service.order(other))).to.equal('PERIOD_MISSING');
      expect(await refusal((await openWithout()).order(other))).to.equal('MARKET_MISSING');
    });
  });

  it('says in its log that there is no period, by saying nothing, and goes on', async () => {
    period = undefined;
    const service = await open();
    await service.setRules(rulesOf(BUY_WATER));
    await service.round();
    expect([service.logged(), await service.dryRun(), await service.forecasts()]).to.deep.equal([[], [], []]);
  });
});

describe('TradingLog', () => {
  it('keeps the newest 500, numbered on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'acequia-trading-log-'));
    const log = new TradingLog(new KeyStore(folder, cipher));
    for (let at = 1; at <= 503; at += 1) {
      await log.add(
        'on',
        { at, side: 'buy', resource: 'water', reason: 'enough' },
        at.toString(16).padStart(32, '0'),
      );
    }
    const again = new TradingLog(new KeyStore(folder, cipher));
    await again.load();
    rmSync(folder, { recursive: true });
    expect(again.list().map(({ id }) => id)).to.deep.equal(
      Array.from({ length: 500 }, (_, index) => index + 4),
    );
  });
});
