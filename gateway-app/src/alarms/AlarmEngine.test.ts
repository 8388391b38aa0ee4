import { publicRecords, type Alarm } from '@acequia/protocol';
import { expect } from 'chai';
import { pino } from 'pino';
import { put } from '../../test/LedgerBuilder.js';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { HOUR, SampleLedger, START } from '../../test/SampleLedger.js';
import { Attempts } from '../services/Attempts.js';
import { AlarmBook } from './AlarmBook.js';
import { AlarmEngine } from './AlarmEngine.js';

const DAY = 24 * HOUR;
const ACCOUNT = `acc-${'7'.repeat(32)}`;

describe('AlarmEngine', () => {
  let opened: OpenModel;
  let store: OpenBook;
  let ledger: SampleLedger;
  let engine: AlarmEngine;
  let nowMs: number;
  let minimumBalance: bigint;

  beforeEach(() => {
    opened = openModel();
    store = openBook();
    ledger = new SampleLedger().found();
    nowMs = 0;
    minimumBalance = 0n;
    restart();
  });
  afterEach(() => {
    opened.close();
    store.close();
  });

  function restart(): void {
    engine = new AlarmEngine(
      opened.model,
      new AlarmBook(store.reopen()),
      new Attempts(pino({ level: 'silent' })),
      () => nowMs,
    );
  }

  /** What is raised and cleared of SH1 by one look at everything. */
  async function look(now: number): Promise<Pick<Alarm, 'code' | 'state' | 'count' | 'value' | 'percent'>[]> {
    opened.apply(ledger.builder.blocks.slice(opened.model.ledger.summary().blocks));
    nowMs += 10_000;
    const alarms = new AlarmBook(store.book);
    const before = alarms.waiting(1000).length;
    await engine.judge(now, { silentAfterSeconds: DAY, minimumBalance });
    return alarms
      .waiting(1000)
      .slice(before)
      .filter(({ homeId }) => homeId === 'SH1')
      .map(({ code, state, count, value, percent }) => ({
        code,
        state,
        count,
        ...(value === undefined ? {} : { value }),
        ...(percent === undefined ? {} : { percent }),
      }));
  }

  function accept(deviceId: string, amounts: readonly number[], decidedAt: number): void {
    const window = ledger.window(deviceId, amounts);
    ledger.submit([window]);
    ledger.accept(window, decidedAt);
  }

  it('tells once of a quota that is used up, also after a restart', async () => {
    accept('sh1-energy', [4000, 5000, 4000], START + 3 * HOUR);
    // 13 of 15 kWh.
    expect(await look(START + 3 * HOUR)).to.deep.equal([
      { code: 'NEAR_LIMIT', state: 'raised', count: 1, percent: 86 },
    ]);
    restart();
    expect(await look(START + 3 * HOUR)).to.deep.equal([]);
    accept('sh1-energy', [4000], START + 4 * HOUR);
    expect(await look(START + 4 * HOUR)).to.deep.equal([
      { code: 'OVER_QUOTA', state: 'raised', count: 1, percent: 113 },
    ]);
    restart();
    expect(await look(START + 5 * HOUR)).to.deep.equal([]);
  });

  it('judges all other homes when one cannot be judged', async () => {
    store.book.database.run('INSERT INTO alarmStates (homeId, document) VALUES (?, ?)', 'SH1', 'junk');
    expect(await look(START + 3 * DAY)).to.deep.equal([]);
    const homes = new AlarmBook(store.book).waiting(100).map(({ homeId }) => homeId);
    expect(homes).to.include('SH2');
  });

  it('suspects a leak where water never stops for a day', async () => {
    accept(
      'sh1-water',
      Array.from({ length: 24 }, () => 9),
      START + DAY,
    );
    expect(await look(START + DAY - 1)).to.deep.equal([
      { code: 'LEAK_SUSPECTED', state: 'raised', count: 1, value: 9 },
    ]);
    accept('sh1-water', [0], START + DAY + HOUR);
    // The other meter has been silent for a day by then.
    expect(await look(START + DAY + HOUR)).to.deep.include({
      code: 'LEAK_SUSPECTED',
      state: 'cleared',
      count: 1,
    });
  });

  it('tells of power above what the connection is for, with a count', async () => {
    accept('sh1-energy', [10_500, 11_000, 10], START + 3 * HOUR);
    expect(await look(START + 3 * HOUR)).to.deep.include({
      code: 'POWER_ABOVE_MAXIMUM',
      state: 'raised',
      count: 2,
      value: 11_000,
    });
  });

  it('suspects tampering where a chain is broken', async () => {
    const window = ledger.window('sh1-energy', [1]);
    const { deviceId, sequence } = window.header;
    ledger.submit([window]);
    ledger.decide(
      [{ deviceId, sequence, verdict: 'rejected', code: 'CHAIN_BROKEN', periodId: '2016-09' }],
      START + HOUR,
    );
    expect(await look(START + HOUR)).to.deep.equal([{ code: 'TAMPER_SUSPECTED', state: 'raised', count: 1 }]);
  });

  it('tells of devices that went silent, and when they are back', async () => {
    expect(await look(START + DAY - HOUR)).to.deep.equal([]);
    const silent = { code: 'DEVICE_SILENT', state: 'raised', count: 1 };
    expect(await look(START + DAY)).to.deep.equal([silent, silent]);
    ledger.submit([ledger.window('sh1-energy', [1, 1, 1])]);
    expect(await look(START + DAY + HOUR)).to.deep.equal([{ ...silent, state: 'cleared' }]);
  });

  it('tells of a balance below the minimum', async () => {
    minimumBalance = 100n;
    const owner = { mspId: 'SH1MSP', keyHash: '1'.repeat(64) };
    ledger.builder.add({
      function: 'token:openAccount',
      writes: [
        put(publicRecords.party, [owner.mspId, owner.keyHash], {
          ...owner,
          role: 'household',
          homeId: 'SH1',
          status: 'active',
        }),
        put(publicRecords.account, [ACCOUNT], {
          accountId: ACCOUNT,
          ownerMspId: owner.mspId,
          ownerKeyHash: owner.keyHash,
        }),
        put(publicRecords.balance, [ACCOUNT], { amount: '40' }),
        put(publicRecords.credit, [ACCOUNT, `${'a'.repeat(64)}-transfer`], { amount: '2' }),
      ],
    });
    expect(await look(START)).to.deep.equal([{ code: 'LOW_BALANCE', state: 'raised', count: 1, value: 42 }]);
    ledger.builder.add({
      function: 'token:transfer',
      writes: [put(publicRecords.credit, [ACCOUNT, `${'b'.repeat(64)}-transfer`], { amount: '100' })],
    });
    expect(await look(START + HOUR)).to.deep.equal([
      { code: 'LOW_BALANCE', state: 'cleared', count: 1, value: 142 },
    ]);
  });

  it('looks at a home again when something was decided, or an hour went by, but not more often than each second', async () => {
    await look(START);
    accept('sh1-energy', [4000, 5000, 4000], START + 3 * HOUR);
    opened.apply(ledger.builder.blocks.slice(opened.model.ledger.summary().blocks));
    nowMs += 999;
    expect(await engine.judge(START + 1, { silentAfterSeconds: DAY, minimumBalance })).to.equal(0);
    nowMs += 1;
    expect(await engine.judge(START + 3 * HOUR, { silentAfterSeconds: DAY, minimumBalance })).to.equal(1);
  });
});
