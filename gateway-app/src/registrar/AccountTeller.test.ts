import type { QuotaAccount } from '@acequia/protocol';
import { expect } from 'chai';
import { pino } from 'pino';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { sampleConfig } from '../../test/sampleConfig.js';
import { accountOf, HOUR, period, SampleLedger, START } from '../../test/SampleLedger.js';
import { AccountTeller } from './AccountTeller.js';
import { Pseudonyms } from './Pseudonyms.js';

interface Told {
  readonly homeId: string;
  readonly accounts: QuotaAccount;
}

describe('AccountTeller', () => {
  let opened: OpenModel;
  let store: OpenBook;
  let now: number;
  let told: Told[];
  beforeEach(() => {
    opened = openModel();
    store = openBook();
    opened.apply(new SampleLedger().found().builder.blocks);
    now = START + HOUR;
    told = [];
  });
  afterEach(() => {
    opened.close();
    store.close();
  });

  /** @param diesAfter homes that are told before the process dies. */
  const teller = (diesAfter = Number.POSITIVE_INFINITY): AccountTeller =>
    new AccountTeller(
      {
        model: opened.model,
        isCurrent: () => Promise.resolve(true),
        reached: () => Promise.resolve(),
        config: sampleConfig(),
        log: pino({ level: 'silent' }),
        now: () => now,
        ledger: {
          quota: {
            assignAccount: ({ homeId }, { quotaAccount }) => {
              if (told.length >= diesAfter) return Promise.reject(new Error('killed'));
              told.push({ homeId, accounts: quotaAccount });
              return Promise.resolve({ requestId: '', transactionId: '', blockNumber: 1 });
            },
          },
        },
      },
      new Pseudonyms(store.book),
    );
  const grant = (digit: string, homeId: string, side: 'buyer' | 'seller'): string => {
    const quotaAccountId = `acc-${digit.repeat(32)}`;
    new Pseudonyms(store.book).add({
      keyHash: digit.repeat(64),
      homeId,
      auctionId: 'a'.repeat(32),
      side,
      tokenAccountId: `acc-${digit.repeat(31)}0`,
      quotaAccountId,
      periodId: period.periodId,
      askedAt: now,
      answer: '{}',
    });
    return quotaAccountId;
  };

  it('tells all homes at once, so that it does not show who has bought', async () => {
    const bought = grant('7', 'SH1', 'buyer');
    grant('8', 'SH2', 'seller');
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
    grant('8', 'SH2', 'seller');
    now = period.end;
    await teller().step();
    expect([told, teller().hasUntold(period.periodId)]).to.deep.equal([[], false]);
  });

  it('tells the others while one is away, and all once more after a crash', async () => {
    const bought = grant('7', 'SH1', 'buyer');
    now = period.end;
    const lame = teller(1);
    await lame.step();
    await lame.step();
    expect([told.length, lame.hasUntold(period.periodId)]).to.deep.equal([1, true]);
    await teller().step();
    expect(told.map(({ homeId }) => homeId)).to.deep.equal(['SH1', 'SH1', 'SH2']);
    expect(told[1]?.accounts.coins).to.deep.equal([bought]);
    expect(teller().hasUntold(period.periodId)).to.equal(false);
  });

  it('waits no longer than the period', async () => {
    now = period.end - 1;
    grant('7', 'SH1', 'buyer');
    await teller().step();
    expect(told).to.deep.equal([]);
    now = period.end;
    await teller().step();
    expect(told).to.have.length(2);
  });
});
