import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError, type Holding, type PeriodRecord } from '@acequia/protocol';
import { KeyStore } from '@acequia/protocol/keystore';
import { pino } from 'pino';
import { HomeOutlook } from '../src/trading/HomeOutlook.js';
import type { ShareLedger } from '../src/trading/readShare.js';
import { RulesStore } from '../src/trading/RulesStore.js';
import { TradeBook } from '../src/trading/TradeBook.js';
import { TradingLog } from '../src/trading/TradingLog.js';
import { TradingService } from '../src/trading/TradingService.js';
import { UseHistory } from '../src/trading/UseHistory.js';
import type { UsedWindow } from '../src/trading/usedWindow.js';
import { AuctionDesk } from './AuctionDesk.js';
import { cipher } from './homeKeysOn.js';
import { ManualTimer } from './ManualTimer.js';
import { NOON, TODAY } from './tradingScene.js';

const DAY = 86_400;
const HOUR = 3600;
const ZONE = 'Europe/Madrid';
const MINE = `acc-${'1'.repeat(32)}`;
/** Another home's. */
export const OTHER = `acc-${'2'.repeat(32)}`;
/** The home's, of 20 lots. */
export const COIN = `acc-${'3'.repeat(32)}`;
/** The one that the ledger knows. */
export const AUDITOR = { mspId: 'PublicMSP', keyHash: 'a'.repeat(64) };
export const PERIOD: PeriodRecord = {
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

/** A home that trades, on the 20th of September at noon: its past, its ledger, and its agent, which can be started anew. */
export class TradingHome {
  readonly folder = mkdtempSync(join(tmpdir(), 'acequia-trading-'));
  readonly timer = new ManualTimer(NOON);
  readonly desk = new AuctionDesk(() => this.timer.now());
  /** Litres that it uses. */
  perHour = 14;
  period: PeriodRecord | undefined = PERIOD;
  /** Whom the ledger has as an auditor. */
  auditor = AUDITOR;
  /** What its answer of one waits for. */
  auditorAnswers = Promise.resolve();
  /** Beside its water. */
  alsoHeld: readonly Holding[] = [];
  /** What it knows of its accounts itself. */
  bought: readonly string[] = [];
  used: readonly string[] = [];

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  /** The agent as it starts. */
  async open(): Promise<TradingService> {
    return this.#open(this.desk);
  }

  async openWithoutMarket(): Promise<TradingService> {
    return this.#open(undefined);
  }

  /** Lets the agent go through a round every five minutes. */
  async pass(service: TradingService, minutes: number): Promise<void> {
    for (let passed = 0; passed < minutes; passed += 5) {
      await service.round();
      this.timer.set(this.timer.now() + 300);
    }
  }

  async #open(desk: AuctionDesk | undefined): Promise<TradingService> {
    const store = new KeyStore(this.folder, cipher);
    const history = new UseHistory([
      { resource: 'water', queue: { used: async () => Promise.resolve(usedAt(this.perHour)) } },
    ]);
    const now = (): number => this.timer.now();
    const service = new TradingService({
      rules: new RulesStore(store),
      book: new TradeBook(store),
      tradingLog: new TradingLog(store),
      outlook: new HomeOutlook({
        homeId: 'SH1',
        zone: ZONE,
        accounts: () => ({ bought: this.bought, used: new Set(this.used) }),
        ledger: this.#ledger,
        history,
        desk,
        now,
      }),
      desk,
      checkAuditor: async ({ keyHash }) => {
        await this.auditorAnswers;
        if (keyHash !== this.auditor.keyHash)
          throw new CodedError('AUDITOR_UNKNOWN', 'there is no such auditor');
      },
      now,
      times: { everyMs: 5, firstMs: 5, slowMs: 5 },
      log: pino({ level: 'silent' }),
    });
    await service.load();
    return service;
  }

  get #ledger(): ShareLedger {
    return {
      quota: {
        getPeriod: async ({ periodId }) => {
          await Promise.resolve();
          if (this.period?.periodId === periodId) return this.period;
          throw new CodedError('PERIOD_UNKNOWN', 'there is no such period');
        },
        getHoldings: async () =>
          Promise.resolve([
            ...this.alsoHeld,
            { accountId: MINE, resource: 'water', lots: 880 },
            { accountId: COIN, resource: 'water', lots: 20 },
            { accountId: OTHER, resource: 'water', lots: 1100 },
          ]),
        getQuotaAccount: async () =>
          Promise.resolve({ accountId: MINE, coins: [COIN], salt: '0'.repeat(32) }),
      },
    };
  }
}
