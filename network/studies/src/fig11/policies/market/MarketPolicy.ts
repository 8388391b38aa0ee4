import type { Standing } from '../Standing.js';
import type { TradingPolicy } from '../TradingPolicy.js';
import type { Transfer } from '../Transfer.js';
import type { Demand, Offer } from './Auction.js';
import { composeAuctions } from './composeAuctions.js';
import { forecastRest } from './forecastRest.js';
import type { Market } from './Market.js';
import { OwnPast } from './OwnPast.js';
import { planTrade } from './planTrade.js';
import { ROUNDS } from './ROUNDS.js';
import { TradeDraw } from './TradeDraw.js';

/** What a market policy is made for. */
export interface MarketPolicyOptions {
  readonly market: Market;
  /** Of the homes, mL a day. */
  readonly quotas: readonly number[];
  /** Names the random choices of the homes. */
  readonly seed: number;
}

/** Our trading: at a few times of the day each home forecasts its use to the day's end and buys or sells by sealed auctions. */
export class MarketPolicy implements TradingPolicy {
  readonly rounds = ROUNDS;
  readonly #options: MarketPolicyOptions;
  readonly #past = new OwnPast();
  #day = 0;

  constructor(options: MarketPolicyOptions) {
    this.#options = options;
  }

  /** At the moment of use nobody waits for an auction. */
  atUse(): readonly Transfer[] {
    return [];
  }

  async atRound(second: number, standings: readonly Standing[]): Promise<readonly Transfer[]> {
    const { market, seed } = this.#options;
    this.#past.note(
      second,
      standings.map(({ used }) => used),
    );
    const { demands, offers } = this.#plan(second, standings);
    const draw = new TradeDraw(seed, this.#day, second);
    return market.hold(second, composeAuctions(demands, offers, draw));
  }

  async endDay(used: readonly number[]): Promise<void> {
    this.#past.endDay(used);
    this.#day += 1;
    await this.#options.market.endDay();
  }

  #plan(second: number, standings: readonly Standing[]): { demands: Demand[]; offers: Offer[] } {
    const demands: Demand[] = [];
    const offers: Offer[] = [];
    for (const [home, standing] of standings.entries()) {
      const quota = this.#options.quotas[home] ?? 0;
      const forecast = forecastRest(this.#past.restsOf(home, second), second, quota);
      const { buys, sells } = planTrade(standing, forecast, quota);
      if (buys !== undefined) demands.push({ home, ...buys });
      if (sells !== undefined) offers.push({ home, ...sells });
    }
    return { demands, offers };
  }
}
