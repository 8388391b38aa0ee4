import { join } from 'node:path';
import { sealingDomain, type ChannelMessage } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { KeyStore } from '@acequia/protocol/keystore';
import type { Logger } from 'pino';
import type { RoundTimes } from '../channel/RoundTimes.js';
import type { AgentConfig } from '../config.js';
import type { Outgoing } from '../delegation/delegationEntry.js';
import { LedgerPseudonyms } from '../pseudonyms/LedgerPseudonyms.js';
import { ownAccounts } from '../pseudonyms/ownAccounts.js';
import { PseudonymBook } from '../pseudonyms/PseudonymBook.js';
import { TraderClients } from '../pseudonyms/TraderClients.js';
import { auditorKey } from './auditorKey.js';
import { BreachDesk } from './BreachDesk.js';
import { HomeOutlook } from './HomeOutlook.js';
import { LedgerDesk } from './LedgerDesk.js';
import { MarketLetters } from './MarketLetters.js';
import { OpeningSealer } from './OpeningSealer.js';
import { RulesStore } from './RulesStore.js';
import { TradeBook } from './TradeBook.js';
import { TradingLog } from './TradingLog.js';
import { TradingService } from './TradingService.js';
import { UseHistory, type RememberingMeter } from './UseHistory.js';

/** How long a pseudonym's transaction is tried, milliseconds: trades are carried on one after the other, and none may hold up the rest. */
const PATIENCE = { lag: 10_000, outage: 4_000, submission: 20_000 };

export interface HomeTradingParts {
  readonly config: AgentConfig;
  /** Of the community's calendar. */
  readonly zone: string;
  /** As the home itself, for queries alone. */
  readonly ledger: Pick<CommunityLedger, 'quota' | 'market' | 'token' | 'registry' | 'keys'>;
  readonly meters: readonly RememberingMeter[];
  /** The home's keys: the pseudonyms' are among them. */
  readonly keyStore: KeyStore;
  /** The agent's own, sealed at rest. */
  readonly store: KeyStore;
  /** Whether the home has so much with the community; undefined until it is known. */
  readonly affords: (tradeId: string, tokens: bigint) => Promise<boolean | undefined>;
  /** Hands a letter to the channel; undefined where the home has none. */
  readonly send: ((outgoing: Outgoing) => Promise<void>) | undefined;
  /** Ledger seconds. */
  readonly now: () => number;
  readonly times: RoundTimes;
  readonly log: Logger;
}

/** The household's trading, by rules and by hand, with its pseudonyms and all that it keeps. */
export class HomeTrading {
  readonly service: TradingService;
  readonly breaches: BreachDesk;
  readonly #pseudonyms: PseudonymBook;
  readonly #clients: TraderClients | undefined;
  readonly #letters: MarketLetters;

  constructor(parts: HomeTradingParts) {
    const { config, zone, ledger, meters, keyStore, store, send, now, times, log } = parts;
    const book = new PseudonymBook({ store: keyStore, send });
    this.#pseudonyms = book;
    this.#clients = send === undefined ? undefined : newClients(config);
    const rules = new RulesStore(store);
    const desk = newDesk(parts, { book, clients: this.#clients, rules });
    const accounts = (): ReturnType<typeof ownAccounts> => ownAccounts(book.list());
    const history = new UseHistory(meters);
    const letters = new MarketLetters({
      store,
      send,
      now,
      onAuction: () => {
        this.service.lookNow();
      },
      log,
    });
    this.#letters = letters;
    const trades = new TradeBook(store);
    this.breaches = new BreachDesk({ letters, book: trades, market: ledger.market });
    this.service = new TradingService({
      rules,
      book: trades,
      tradingLog: new TradingLog(store),
      outlook: new HomeOutlook({ homeId: config.homeId, zone, accounts, ledger, history, desk, now }),
      desk,
      letters,
      checkAuditor: async (auditor) => auditorKey(ledger, auditor),
      now,
      times,
      log,
    });
  }

  /** @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    await Promise.all([this.#pseudonyms.load(), this.service.load()]);
  }

  /** Says again what a crash may have kept from being sent, and trades until stop(). Where there is a channel it is open. */
  async run(): Promise<void> {
    if (this.#clients !== undefined) await this.#pseudonyms.resume();
    await this.service.start();
  }

  async stop(): Promise<void> {
    // Cuts submissions short: their bytes are in the journals.
    this.#clients?.close();
    await this.service.stop();
  }

  /** Takes what the community answers, and nothing else. */
  async handle(message: Pick<ChannelMessage, 'from' | 'body'>): Promise<void> {
    await this.#pseudonyms.handle(message);
    await this.#letters.handle(message);
  }
}

function newClients({ traders, serviceAccountId, fabric, dataDir }: AgentConfig): TraderClients | undefined {
  if (traders === undefined || serviceAccountId === undefined) return undefined;
  const { channel, chaincode } = fabric;
  const journals = join(dataDir, 'pseudonyms');
  return new TraderClients({ traders, channel, chaincode, journals, patience: PATIENCE });
}

/** What the way to the market is made of. */
interface DeskMeans {
  readonly book: PseudonymBook;
  readonly clients: TraderClients | undefined;
  readonly rules: RulesStore;
}

/** The way to the market, where the home can have pseudonyms and pay them. */
function newDesk(
  { config, ledger, affords, now, log }: HomeTradingParts,
  { book, clients, rules }: DeskMeans,
): LedgerDesk | undefined {
  const { serviceAccountId } = config;
  if (clients === undefined || serviceAccountId === undefined) return undefined;
  const wallClock = Date.now;
  const pseudonyms = new LedgerPseudonyms({
    book,
    clients,
    ledger,
    affords,
    serviceAccountId,
    wallClock,
    now,
    log,
  });
  const openings = new OpeningSealer({ ledger, store: rules, domain: sealingDomain(config.fabric) });
  return new LedgerDesk({ ledger, pseudonyms, openings, now });
}
