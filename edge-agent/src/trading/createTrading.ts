import type { KeyStore } from '@acequia/protocol/keystore';
import type { Logger } from 'pino';
import type { RoundTimes } from '../channel/RoundTimes.js';
import { HomeOutlook } from './HomeOutlook.js';
import type { MarketDesk } from './MarketDesk.js';
import type { ShareLedger } from './readShare.js';
import { RulesStore } from './RulesStore.js';
import { TradeBook } from './TradeBook.js';
import { TradingLog } from './TradingLog.js';
import { TradingService } from './TradingService.js';
import { UseHistory, type RememberingMeter } from './UseHistory.js';

export interface CreateTradingParts {
  readonly homeId: string;
  /** Of the community's calendar. */
  readonly zone: string;
  readonly ledger: ShareLedger;
  readonly meters: readonly RememberingMeter[];
  /** Absent where the agent has no way to a market: it then trades in dry runs alone. */
  readonly desk: MarketDesk | undefined;
  /** The agent's own, sealed at rest. */
  readonly store: KeyStore;
  /** Ledger seconds. */
  readonly now: () => number;
  readonly times: RoundTimes;
  readonly log: Logger;
}

/** The household's trading by rules, with all that it keeps. */
export function createTrading({
  store,
  meters,
  desk,
  now,
  times,
  log,
  ...place
}: CreateTradingParts): TradingService {
  return new TradingService({
    rules: new RulesStore(store),
    book: new TradeBook(store),
    tradingLog: new TradingLog(store),
    outlook: new HomeOutlook({ ...place, history: new UseHistory(meters), desk, now }),
    desk,
    now,
    times,
    log,
  });
}
