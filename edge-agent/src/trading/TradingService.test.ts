import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { KeyStore } from '@acequia/protocol/keystore';
import { expect } from 'chai';
import { cipher } from '../../test/homeKeysOn.js';
import { AUDITOR, COIN, OTHER, PERIOD, TradingHome } from '../../test/TradingHome.js';
import { BUY_WATER, NOON, rulesOf, SELL_WATER } from '../../test/tradingScene.js';
import { TradingLog } from './TradingLog.js';

const HOUR = 3600;

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('TradingService', () => {
  let home: TradingHome;

  beforeEach(() => {
    home = new TradingHome();
  });
  afterEach(() => {
    home.remove();
  });

  it('forecasts what the home will use, and tells how wrong it may be', async () => {
    const [forecast, ...others] = await (await home.open()).forecasts();
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
    const service = await home.open();
    expect(service.rules).to.deep.include({ mode: 'dry-run', rules: [] });
    await service.round();
    expect([service.logged(), readdirSync(home.folder)]).to.deep.equal([[], []]);
    await service.setRules(rulesOf(BUY_WATER));
    expect((await home.open()).rules).to.deep.equal(rulesOf(BUY_WATER));
  });

  it('leaves openings with an auditor whom the ledger knows, and drops it for any reason', async () => {
    const service = await home.open();
    const rules = rulesOf(BUY_WATER);
    const stranger = { ...AUDITOR, keyHash: 'b'.repeat(64) };
    const refused = service.setRules({ ...rules, auditor: stranger });
    expect(await refused.catch((error: unknown) => error)).to.have.property('code', 'AUDITOR_UNKNOWN');
    expect(service.rules).to.not.have.property('auditor');
    await service.setRules({ ...rules, auditor: AUDITOR });
    const again = await home.open();
    expect(again.rules.auditor).to.deep.equal(AUDITOR);
    home.auditor = stranger;
    // Suspended since: what is said of other things is taken all the same.
    await again.setRules({ ...again.rules, mode: 'off' });
    expect(again.rules).to.deep.include({ mode: 'off', auditor: AUDITOR });
    await again.setRules(rules);
    expect((await home.open()).rules).to.deep.equal(rules);
  });

  it('takes rules in the order in which they are given, also where the ledger is slow to say of an auditor', async () => {
    const service = await home.open();
    const { opened, open } = gate();
    home.auditorAnswers = opened;
    const first = service.setRules({ ...rulesOf(BUY_WATER), auditor: AUDITOR });
    const second = service.setRules({ ...rulesOf(BUY_WATER), mode: 'off' });
    // The second asks the ledger nothing: only the first can hold it up.
    await Promise.race([second, pause(100)]);
    open();
    await Promise.all([first, second]);
    expect(service.rules).to.deep.equal({ ...rulesOf(BUY_WATER), mode: 'off' });
    expect((await home.open()).rules).to.deep.equal(service.rules);
  });

  it('changes nothing in a dry run that is asked for, and writes down why in one by the clock', async () => {
    const service = await home.open();
    await service.setRules({ ...rulesOf(BUY_WATER), mode: 'dry-run' });
    const files = readdirSync(home.folder);
    const [decision] = await service.dryRun();
    expect(decision).to.deep.include({ reason: 'trade', side: 'buy' });
    expect([readdirSync(home.folder), service.logged(), home.desk.effects]).to.deep.equal([files, [], []]);
    await service.round();
    expect(service.logged()).to.deep.equal([{ id: 1, mode: 'dry-run', decision }]);
    expect([home.desk.effects, readdirSync(home.folder).includes('trade')]).to.deep.equal([[], false]);
  });

  it('says the same once, and again when something changed', async () => {
    const service = await home.open();
    await service.setRules({ ...rulesOf(BUY_WATER), mode: 'dry-run' });
    for (let hour = 0; hour < 5; hour += 1) {
      await service.round();
      home.timer.set(home.timer.now() + HOUR);
    }
    expect(service.logged()).to.have.length(1);
    home.perHour = 10;
    await service.round();
    expect(service.logged().map(({ decision }) => decision.reason)).to.deep.equal(['trade', 'enough']);
    const again = await home.open();
    expect(again.logged()).to.deep.equal(service.logged());
  });

  it('buys, carries it through and notes what came of it, within the limits of the day', async () => {
    const service = await home.open();
    await service.setRules(rulesOf(BUY_WATER));
    await home.pass(service, 8 * 60);
    expect(home.desk.effects.filter((effect) => effect === 'place')).to.have.length(1);
    const [bought, held] = service.logged();
    // 30 tokens a day, at 2 for a lot; the share is not what limits it.
    expect(bought).to.deep.include({ mode: 'on', outcome: { kind: 'traded', lots: 15, price: '2' } });
    expect(held?.decision.reason).to.equal('limit-spend');
    expect((await home.open()).logged()[0]).to.deep.equal(bought);
  });

  it('sells what is spare where somebody asks for it, and says so where nobody does', async () => {
    home.perHour = 9;
    const service = await home.open();
    await service.setRules(rulesOf(SELL_WATER));
    await service.round();
    expect(service.logged().map(({ tradeId, decision }) => [tradeId, decision.reason])).to.deep.equal([
      [undefined, 'trade'],
    ]);
    home.desk.begin('cd'.repeat(16));
    home.timer.set(NOON + HOUR);
    home.desk.begin('ef'.repeat(16));
    await home.pass(service, 4 * 60);
    const sold = service.logged().filter(({ outcome }) => outcome?.kind === 'traded');
    expect(sold.map(({ outcome }) => outcome)).to.deep.equal([{ kind: 'traded', lots: 20, price: '1' }]);
  });

  it('does not trade where there is no market, and finishes what is under way when it is switched off', async () => {
    const without = await home.openWithoutMarket();
    const refusal: unknown = await without.setRules(rulesOf(BUY_WATER)).catch((error: unknown) => error);
    expect(refusal).to.have.property('code', 'MARKET_MISSING');
    expect(without.rules.rules).to.deep.equal([]);
    await without.setRules({ ...rulesOf(BUY_WATER), mode: 'dry-run' });
    await without.round();
    expect(without.logged().map(({ decision }) => decision.reason)).to.deep.equal(['trade']);
    const service = await home.open();
    await service.setRules(rulesOf(BUY_WATER));
    await service.round();
    await service.setRules({ ...rulesOf(BUY_WATER), mode: 'off' });
    for (let minutes = 0; minutes < 3 * 60; minutes += 5) {
      home.timer.set(home.timer.now() + 300);
      await service.round();
    }
    expect(home.desk.effects.at(-1)).to.equal('collect');
    expect(service.logged().map(({ outcome }) => outcome?.kind)).to.deep.equal([undefined, 'traded']);
  });

  it('counts what all of its accounts hold, also what it has bought and was not told of', async () => {
    const service = await home.open();
    await service.setRules({ ...rulesOf(BUY_WATER), mode: 'dry-run' });
    const held = async (): Promise<string | undefined> => (await service.dryRun())[0]?.figures?.holds;
    expect(await held()).to.equal('9000');
    home.bought = [OTHER];
    expect(await held()).to.equal('20000');
    home.bought = [OTHER, COIN];
    expect(await held()).to.equal('20000');
  });

  it('says in its log that there is no period, by saying nothing, and goes on', async () => {
    home.period = undefined;
    const service = await home.open();
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
