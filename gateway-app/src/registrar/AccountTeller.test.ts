import { MAX_COINS, publicRecords, type QuotaAccount } from '@acequia/protocol';
import { expect } from 'chai';
import { pino } from 'pino';
import { HoldingBlocks } from '../../test/HoldingBlocks.js';
import { put } from '../../test/LedgerBuilder.js';
import { MarketBlocks } from '../../test/MarketBlocks.js';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { sampleConfig } from '../../test/sampleConfig.js';
import { accountOf, HOUR, period, SampleLedger, START } from '../../test/SampleLedger.js';
import { traderOf } from '../../test/traderOf.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import { AccountTeller } from './AccountTeller.js';
import { listedCoins } from './listedCoins.js';
import { Pseudonyms } from './Pseudonyms.js';

const NEXT = { ...period, periodId: '2016-10', start: period.end, end: period.end + 31 * 24 * HOUR };

interface Told {
  readonly homeId: string;
  readonly accounts: QuotaAccount;
}

describe('AccountTeller', () => {
  let opened: OpenModel;
  let store: OpenBook;
  let ledger: SampleLedger;
  let holdings: HoldingBlocks;
  let now: number;
  let told: Told[];
  let granted: number;
  let attempts: number;
  let logged: string;
  /** Homes whose peer endorses nothing. */
  let away: Set<string>;
  beforeEach(() => {
    opened = openModel();
    store = openBook();
    ledger = new SampleLedger().found();
    holdings = new HoldingBlocks(ledger);
    project();
    now = START + HOUR;
    told = [];
    granted = 0;
    attempts = 0;
    logged = '';
    away = new Set();
  });
  afterEach(() => {
    opened.close();
    store.close();
  });

  const project = (): void => {
    const done = opened.model.ledger.lastBlock()?.number ?? -1;
    opened.apply(ledger.builder.blocks.slice(done + 1));
  };
  /** One that was just started. */
  const teller = (): AccountTeller =>
    new AccountTeller(
      {
        model: opened.model,
        isCurrent: () => Promise.resolve(true),
        reached: () => {
          project();
          return Promise.resolve();
        },
        config: sampleConfig(),
        log: pino({}, { write: (line) => (logged += line) }),
        now: () => now,
        ledger: {
          quota: {
            assignAccount: ({ homeId }, { quotaAccount }) => {
              attempts += 1;
              if (away.has(homeId)) return Promise.reject(new Error('away'));
              told.push({ homeId, accounts: quotaAccount });
              holdings.assign(homeId, quotaAccount.coins ?? [], quotaAccount.accountId);
              return Promise.resolve({ requestId: '', transactionId: '', blockNumber: 1 });
            },
          },
        },
      },
      new Pseudonyms(store.book),
    );
  const grant = (
    homeId: string,
    side: 'buyer' | 'seller' = 'buyer',
    { quotaAccountId, auctionId = 'a'.repeat(32) }: { quotaAccountId?: string; auctionId?: string } = {},
  ): string => {
    granted += 1;
    const digits = granted.toString(16).padStart(31, '0');
    const account = quotaAccountId ?? `acc-${digits}0`;
    new Pseudonyms(store.book).add({
      keyHash: digits.padStart(64, '0'),
      homeId,
      auctionId,
      side,
      tokenAccountId: `acc-${digits}1`,
      quotaAccountId: account,
      periodId: now < period.end ? period.periodId : NEXT.periodId,
      askedAt: now,
      answer: '{}',
    });
    return account;
  };
  const viewOf = (periodId: string): PeriodView => {
    const view = opened.model.quota.period(periodId);
    if (view === undefined) throw new Error(`${periodId} is not open`);
    return view;
  };
  const openNext = (): void => {
    ledger.builder.add({
      function: 'quota:openPeriod',
      writes: [put(publicRecords.period, [NEXT.periodId], NEXT)],
    });
    project();
  };
  const close = (): void => {
    ledger.close();
    project();
  };
  /** Who was told of what since it was last asked, in the order of the homes. */
  const news = (): (readonly [string, readonly string[] | undefined])[] =>
    told
      .splice(0)
      .map(({ homeId, accounts }) => [homeId, accounts.coins] as const)
      .sort(([a], [b]) => a.localeCompare(b));

  it('tells all homes at once, so that it does not show who has bought', async () => {
    const bought = grant('SH1');
    grant('SH2', 'seller');
    await teller().step();
    expect(told).to.deep.equal([]);
    now += HOUR + 1;
    expect(teller().hasUntold(period.periodId)).to.equal(true);
    await teller().step();
    expect(
      told.map(({ homeId, accounts: { accountId, coins } }) => [homeId, accountId, coins]),
    ).to.deep.equal([
      ['SH1', accountOf('SH1'), [bought]],
      ['SH2', accountOf('SH2'), []],
    ]);
    expect(new Set(told.map(({ accounts }) => accounts.salt)).size).to.equal(2);
    expect(teller().hasUntold(period.periodId)).to.equal(false);
    await teller().step();
    expect(told).to.have.length(2);
  });

  it('tells nobody of what was sold: homes know their coins', async () => {
    grant('SH2', 'seller');
    now = period.end;
    await teller().step();
    expect([told, teller().hasUntold(period.periodId)]).to.deep.equal([[], false]);
  });

  it('waits no longer than the period', async () => {
    now = period.end - 1;
    grant('SH1');
    await teller().step();
    expect(told).to.deep.equal([]);
    now = period.end;
    await teller().step();
    expect(told).to.have.length(2);
  });

  describe('while one home is away', () => {
    let first: string;
    let running: AccountTeller;
    beforeEach(async () => {
      away.add('SH2');
      first = grant('SH1');
      now += HOUR;
      running = teller();
      await running.step();
      expect(news()).to.deep.equal([['SH1', [first]]]);
      expect(running.hasUntold(period.periodId)).to.equal(true);
    });

    it('tells the others of what they buy later, when it is due, and each of them once', async () => {
      const second = grant('SH1');
      now += HOUR - 1;
      await running.step();
      expect(news()).to.deep.equal([]);
      now += 1;
      await running.step();
      expect(news()).to.deep.equal([['SH1', [first, second]]]);
      now += HOUR;
      await running.step();
      await teller().step();
      expect(news()).to.deep.equal([]);
    });

    it('tells them at the end of the period', async () => {
      now = period.end - 1;
      const last = grant('SH1');
      await running.step();
      expect(news()).to.deep.equal([]);
      now = period.end;
      await running.step();
      expect(news()).to.deep.equal([['SH1', [first, last]]]);
    });

    it('tells that one of all when it is back, and then nobody of anything', async () => {
      const own = grant('SH2');
      now += HOUR;
      await running.step();
      expect(news()).to.deep.equal([['SH1', [first]]]);
      away.clear();
      await teller().step();
      expect(news()).to.deep.equal([['SH2', [own]]]);
      expect(teller().hasUntold(period.periodId)).to.equal(false);
      await teller().step();
      await running.step();
      expect(news()).to.deep.equal([]);
    });

    it('tries that one alone after a crash, and tells nobody again', async () => {
      const before = attempts;
      grant('SH1');
      await teller().step();
      expect([attempts, news()]).to.deep.equal([before + 1, []]);
    });
  });

  describe('over two periods', () => {
    const coins = [`acc-${'c'.repeat(32)}`, `acc-${'d'.repeat(32)}`];
    beforeEach(() => {
      holdings.assign('SH1', coins);
      project();
    });

    it('leaves out what was bought in one that is closed, whose own list stays, and keeps the home’s coins', async () => {
      const old = grant('SH1');
      now = period.end;
      openNext();
      await teller().step();
      const young = grant('SH1');
      now += HOUR;
      await teller().step();
      // Both are open: bills of both are written by the list.
      expect(news().filter(([homeId]) => homeId === 'SH1')).to.deep.equal([
        ['SH1', [...coins, old]],
        ['SH1', [...coins, old, young]],
      ]);
      close();
      const younger = grant('SH1');
      now += HOUR;
      await teller().step();
      expect(news()[0]).to.deep.equal(['SH1', [...coins, young, younger]]);
      const counted = (periodId: string): readonly string[] =>
        opened.model.quota.quotaAccounts('SH1', viewOf(periodId));
      expect(counted(period.periodId)).to.deep.equal([accountOf('SH1'), ...coins, old, young]);
      expect(counted(NEXT.periodId)).to.deep.equal([accountOf('SH1'), ...coins, young, younger]);
      expect(opened.model.quota.powerAccounts('SH1', viewOf(period.periodId))).to.include(old);
    });

    it('keeps an account of an auction of the next one that was asked for in the first', async () => {
      const auctionId = '1'.repeat(32);
      openNext();
      const { quotaAccountId } = traderOf(auctionId, 'b');
      grant('SH1', 'buyer', { quotaAccountId, auctionId });
      new MarketBlocks(ledger).offer(auctionId, { periodId: NEXT.periodId, periodEnd: NEXT.end });
      project();
      now = period.end;
      await teller().step();
      close();
      const other = grant('SH2');
      now += HOUR;
      news();
      await teller().step();
      expect(news()).to.deep.equal([
        ['SH1', [...coins, quotaAccountId]],
        ['SH2', [other]],
      ]);
    });

    it('has room again when the first one is closed', async () => {
      const listed = (periodId: string): number =>
        listedCoins(opened.model, new Pseudonyms(store.book), 'SH1', viewOf(periodId)).length;
      for (let i = coins.length; i < MAX_COINS; i += 1) grant('SH1');
      expect(listed(period.periodId)).to.equal(MAX_COINS);
      now = period.end;
      openNext();
      await teller().step();
      expect(told.map(({ accounts }) => accounts.coins?.length)).to.deep.equal([MAX_COINS, 0]);
      close();
      expect(listed(NEXT.periodId)).to.equal(coins.length);
    });

    it('cuts nothing: what a list does not take is said, and told to nobody', async () => {
      for (let i = coins.length; i <= MAX_COINS; i += 1) grant('SH1');
      now = period.end;
      await teller().step();
      expect(news()).to.deep.equal([['SH2', []]]);
      expect(logged).to.include('"code":"COINS_TOO_MANY"');
      expect(teller().hasUntold(period.periodId)).to.equal(true);
    });
  });
});
