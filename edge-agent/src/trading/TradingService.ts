import { isDeepStrictEqual } from 'node:util';
import { CodedError, Mutex } from '@acequia/protocol';
import type { Logger } from 'pino';
import { roundsOf } from '../channel/roundsOf.js';
import type { RoundTimes } from '../channel/RoundTimes.js';
import type { Rounds } from '../keys/Rounds.js';
import type { Decision } from './decisionSchema.js';
import { factOfTrade } from './factOfTrade.js';
import type { ForecastView } from './forecastSchema.js';
import { HandTrading } from './HandTrading.js';
import type { HomeOutlook } from './HomeOutlook.js';
import type { MarketDesk } from './MarketDesk.js';
import type { MarketLetters } from './MarketLetters.js';
import type { RulesStore } from './RulesStore.js';
import type { Situation } from './Situation.js';
import { startedWithin } from './startedWithin.js';
import type { TradeBook } from './TradeBook.js';
import { TradeRunner } from './TradeRunner.js';
import { TradeStarter } from './TradeStarter.js';
import type { TradeOrder, TradeView } from './tradeViews.js';
import type { TradingLog } from './TradingLog.js';
import type { TradingLogEntry } from './tradingLogSchema.js';
import type { AuditorName, TradingRules } from './tradingRules.js';
import { viewOfTrade } from './viewOfTrade.js';
import { weighRules } from './weighRules.js';

export interface TradingParts {
  readonly rules: RulesStore;
  readonly book: TradeBook;
  readonly tradingLog: TradingLog;
  readonly outlook: Pick<HomeOutlook, 'forecasts' | 'situations' | 'situation'>;
  /** Absent where the agent has no way to a market: then it trades in dry runs alone. */
  readonly desk: MarketDesk | undefined;
  /** Tells the community which auctions the rules want to hear of. */
  readonly letters?: Pick<MarketLetters, 'follow'>;
  /** Looks whether an auditor can be left openings. @throws CodedError as `auditorKey`. */
  readonly checkAuditor: (auditor: AuditorName) => Promise<unknown>;
  /** Ledger seconds. */
  readonly now: () => number;
  readonly times: RoundTimes;
  readonly log: Logger;
}

/** Goes through the household's rules (paper 000 §8), begins what they come to, and carries through what is under way. */
export class TradingService {
  readonly #parts: TradingParts;
  readonly #rounds: Rounds;
  readonly #runner: TradeRunner | undefined;
  readonly #starter: TradeStarter | undefined;
  readonly #byHand: HandTrading;
  readonly #turns = new Mutex();
  /** Changes of the rules, in the order in which they are asked for; not `#turns`, which a slow trade holds. */
  readonly #changes = new Mutex();
  /** When the rules are gone through next, ledger seconds. */
  #dueAt = 0;

  constructor(parts: TradingParts) {
    this.#parts = parts;
    const { book, desk, now, log, times, tradingLog, outlook } = parts;
    this.#runner = desk === undefined ? undefined : new TradeRunner({ book, desk, now, log });
    this.#starter = desk === undefined ? undefined : new TradeStarter({ desk, book, tradingLog, log });
    this.#byHand = new HandTrading({ book, outlook, starter: this.#starter });
    this.#rounds = roundsOf('trading', () => this.round(), times, log);
  }

  /** @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    const { rules, book, tradingLog } = this.#parts;
    await Promise.all([rules.load(), book.load(), tradingLog.load()]);
  }

  start(): Promise<void> {
    return this.#rounds.start();
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
  }

  get rules(): TradingRules {
    return this.#parts.rules.rules;
  }

  /**
   * Puts other rules in place of all, after those that were given before.
   *
   * @throws CodedError MARKET_MISSING for rules that trade where nothing can be traded; AUDITOR_UNKNOWN, AUDITOR_KEY_UNKNOWN and of the
   * ledger for an auditor who can be left nothing.
   */
  async setRules(rules: TradingRules): Promise<TradingRules> {
    if (rules.mode === 'on' && this.#parts.desk === undefined) {
      throw new CodedError(
        'MARKET_MISSING',
        'this agent has no way to a market: it can trade in dry runs alone',
      );
    }
    return this.#changes.run(async () => this.#replaceRules(rules));
  }

  /** Goes through the rules now: they changed, or there is an auction that was not there before. */
  lookNow(): void {
    this.#dueAt = 0;
    this.#rounds.wake();
  }

  /** Carries trades on now: something has come that one may have waited for. */
  wake(): void {
    this.#rounds.wake();
  }

  /** In the order in which they began. */
  trades(): readonly TradeView[] {
    return this.#parts.book.list().map(viewOfTrade);
  }

  /** Begins what the household itself wants traded. @throws CodedError as `HandTrading.order`. */
  async order(order: TradeOrder): Promise<readonly TradeView[]> {
    const begun = await this.#byHand.order(order);
    this.#rounds.wake();
    return begun.map(viewOfTrade);
  }

  /**
   * Says on the ledger, as the trade's pseudonym, that what the community claims of a sale is wrong.
   *
   * @throws CodedError TRADE_UNKNOWN, CLAIM_MISSING, MARKET_MISSING, and of the ledger, such as DISPUTE_LATE.
   */
  async dispute(tradeId: string): Promise<TradeView> {
    const { book, desk } = this.#parts;
    const entry = book.list().find((trade) => trade.tradeId === tradeId);
    if (entry === undefined) throw new CodedError('TRADE_UNKNOWN', 'the home has no such trade');
    if (desk === undefined) throw new CodedError('MARKET_MISSING', 'this agent has no way to a market');
    if (entry.claimedLots === undefined)
      throw new CodedError('CLAIM_MISSING', 'nothing is claimed of that trade');
    // Not while the same pseudonym signs something else.
    await this.#turns.run(async () => desk.dispute(entry));
    return viewOfTrade(entry);
  }

  /** In order of time. */
  logged(): readonly TradingLogEntry[] {
    return this.#parts.tradingLog.list();
  }

  /** @throws CodedError of the ledger or the disk. */
  async forecasts(): Promise<readonly ForecastView[]> {
    return this.#parts.outlook.forecasts();
  }

  /** What the rules would come to now; nothing is done and nothing kept. @throws CodedError of the ledger or the disk. */
  async dryRun(): Promise<readonly Decision[]> {
    return this.#weigh(await this.#parts.outlook.situations());
  }

  /** Carries trades on, and goes through the rules when it is time. @returns how long to pause, milliseconds. */
  async round(): Promise<number> {
    const { now, book, tradingLog, times, letters } = this.#parts;
    await letters?.follow(this.rules);
    await this.#turns.run(async () => this.#runner?.run());
    if (now() >= this.#dueAt) {
      await this.#evaluate();
      this.#dueAt = now() + this.rules.everySeconds;
      await book.forgetOld(now());
    }
    // What a crash kept from the log is noted now.
    for (const { decision, tradeId } of book.open()) await tradingLog.add('on', decision, tradeId);
    await tradingLog.noteOutcomes(book.list());
    return times.everyMs;
  }

  async #replaceRules(rules: TradingRules): Promise<TradingRules> {
    const { auditor } = rules;
    // One that was suspended since keeps nobody from switching rules off.
    const isNew = !isDeepStrictEqual(auditor, this.rules.auditor);
    if (auditor !== undefined && isNew) await this.#parts.checkAuditor(auditor);
    await this.#parts.rules.put(rules);
    this.lookNow();
    return rules;
  }

  async #evaluate(): Promise<void> {
    const { mode, rules } = this.rules;
    if (mode === 'off' || rules.length === 0) return;
    const situations = await this.#parts.outlook.situations();
    for (const decision of this.#weigh(situations)) {
      const begun = mode === 'on' && (await this.#begin(decision, situations));
      if (!begun) await this.#parts.tradingLog.add(mode, decision);
    }
  }

  #weigh(situations: readonly Situation[]): Decision[] {
    return weighRules(this.rules, situations, this.#parts.book.list().map(factOfTrade));
  }

  /** @returns whether a trade was begun: a sale finds nobody who asks, now and then. */
  async #begin(decision: Decision, situations: readonly Situation[]): Promise<boolean> {
    const situation = situations.find(({ resource }) => resource === decision.resource);
    if (this.#starter === undefined || situation === undefined) return false;
    const left = this.#leftToday(decision, situation);
    return (await this.#starter.begin(decision, situation, { left })).length > 0;
  }

  #leftToday({ side, resource }: Decision, { day }: Situation): number {
    const rule = this.rules.rules.find((one) => one.side === side && one.resource === resource);
    const own = this.#parts.book.list().filter((trade) => trade.side === side && trade.resource === resource);
    return (rule?.perDay.auctions ?? 0) - startedWithin(day, own).length;
  }
}
