import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyStore } from '@acequia/protocol/keystore';
import { expect } from 'chai';
import { breachEvidence as evidence } from '../../test/breachEvidence.js';
import { pino } from 'pino';
import { cipher } from '../../test/homeKeysOn.js';
import { BUY_WATER, rulesOf, SELL_WATER } from '../../test/tradingScene.js';
import type { Outgoing } from '../delegation/delegationEntry.js';
import { MarketLetters } from './MarketLetters.js';
import type { TradingRules } from './tradingRules.js';

describe('MarketLetters', () => {
  let folder: string;
  let sent: Outgoing[];
  let heard: number;
  let dies: boolean;
  let logged: string;
  const selling = (changes: Partial<TradingRules> = {}): TradingRules => ({
    ...rulesOf(SELL_WATER),
    mode: 'on',
    ...changes,
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-letters-'));
    sent = [];
    heard = 0;
    dies = false;
    logged = '';
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const open = (hasChannel = true): MarketLetters =>
    new MarketLetters({
      store: new KeyStore(folder, cipher),
      send: hasChannel
        ? (outgoing) => {
            if (dies) return Promise.reject(new Error('killed'));
            return Promise.resolve(void sent.push(outgoing));
          }
        : undefined,
      now: () => 1000,
      onAuction: () => {
        heard += 1;
      },
      log: pino({}, { write: (line) => (logged += line) }),
    });
  const asked = (): unknown[] =>
    sent.map(({ body }) => (body.type === 'subscribeMarket' ? body.resources : body));

  it('subscribes to what the rules sell, once, and tells of each change', async () => {
    const letters = open();
    await letters.follow(selling({ mode: 'dry-run' }));
    await letters.follow(selling(rulesOf(BUY_WATER)));
    expect(sent).to.deep.equal([]);
    await letters.follow(selling());
    await open().follow(selling());
    expect(sent).to.have.length(1);
    expect(sent[0]).to.deep.include({
      to: 'community',
      body: { type: 'subscribeMarket', resources: ['water'], minLots: 1, askedAt: 1000 },
    });
    await letters.follow(selling({ mode: 'off' }));
    await letters.follow(selling(rulesOf({ ...SELL_WATER, resource: 'energy' })));
    expect(asked()).to.deep.equal([['water'], [], ['energy']]);
    // Later with each, though the clock stands: letters may overtake one another.
    const times = sent.map(({ body }) => (body.type === 'subscribeMarket' ? body.askedAt : 0));
    expect(times).to.deep.equal([1000, 1001, 1002]);
  });

  it('sends the same letter again after a crash', async () => {
    dies = true;
    const dead = await open()
      .follow(selling())
      .then(
        () => false,
        () => true,
      );
    expect(dead).to.equal(true);
    dies = false;
    await open().follow(selling());
    const [first] = sent;
    await open().follow(selling());
    expect(sent).to.deep.equal([first]);
  });

  it('says nothing where the home has no channel', async () => {
    await open(false).follow(selling());
    expect(sent).to.deep.equal([]);
  });

  it('hears of auctions from the community alone', async () => {
    const body = {
      type: 'auctionOpened',
      auctionId: 'a'.repeat(32),
      periodId: '2016-09',
      resource: 'water',
      lots: 3,
      biddingEndsAt: 5000,
    } as const;
    await open().handle({ from: 'SH2', body });
    expect(heard).to.equal(0);
    await open().handle({ from: 'community', body });
    expect(heard).to.equal(1);
  });

  it('keeps what the community holds against a sale', async () => {
    await open().handle({ from: 'SH2', body: { type: 'breachClaimed', evidence } });
    expect(await open().breaches()).to.deep.equal([]);
    await open().handle({ from: 'community', body: { type: 'breachClaimed', evidence } });
    await open().handle({ from: 'community', body: { type: 'breachClaimed', evidence } });
    expect(await open().breaches()).to.deep.equal([evidence]);
    // Logs are not sealed: this one must not say which auction of the ledger the home took part in.
    expect(logged).to.include('the community claims').and.not.include(evidence.auctionId);
  });
});
