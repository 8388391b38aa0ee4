import { Mutex, sequenceAttribute } from '@acequia/protocol';
import type { KeyStore } from '@acequia/protocol/keystore';
import type { Decision } from './decisionSchema.js';
import type { TradeEntry } from './tradeEntry.js';
import { tradingLogEntrySchema, type TradingLogEntry } from './tradingLogSchema.js';

const FOLDER = 'trading-log';
/** Entries kept; the oldest go first. */
const MAX_KEPT = 500;

/** Why the home traded, or did not: numbered, on the disk, sealed at rest. */
export class TradingLog {
  readonly #store: KeyStore;
  readonly #turns = new Mutex();
  #entries: TradingLogEntry[] = [];

  constructor(store: KeyStore) {
    this.#store = store;
  }

  /** @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    for (const name of await this.#store.names(FOLDER)) {
      const entry = await this.#store.get(name, tradingLogEntrySchema);
      if (entry !== undefined) this.#entries.push(entry);
    }
  }

  /** In order of time. */
  list(): readonly TradingLogEntry[] {
    return this.#entries;
  }

  /**
   * Keeps a decision, unless the rule said the same the last time: every hour's "nothing to do" would push out what matters.
   *
   * @param tradeId of the trade that it begins: such a decision is always kept, and once.
   */
  async add(mode: TradingLogEntry['mode'], decision: Decision, tradeId?: string): Promise<void> {
    await this.#turns.run(async () => {
      if (tradeId === undefined && this.#isRepeated(mode, decision)) return;
      if (tradeId !== undefined && this.#entries.some((entry) => entry.tradeId === tradeId)) return;
      const id = (this.#entries.at(-1)?.id ?? 0) + 1;
      await this.#put({ id, mode, decision, ...(tradeId === undefined ? {} : { tradeId }) });
      while (this.#entries.length > MAX_KEPT) {
        const oldest = this.#entries.shift();
        if (oldest !== undefined) await this.#store.remove(nameOf(oldest.id));
      }
    });
  }

  /** Notes what came of trades, where it is not noted yet. */
  async noteOutcomes(trades: readonly TradeEntry[]): Promise<void> {
    await this.#turns.run(async () => {
      for (const entry of this.#entries.filter(
        ({ tradeId, outcome }) => tradeId !== undefined && outcome === undefined,
      )) {
        const outcome = trades.find(({ tradeId }) => tradeId === entry.tradeId)?.outcome;
        if (outcome !== undefined) await this.#put({ ...entry, outcome });
      }
    });
  }

  #isRepeated(mode: TradingLogEntry['mode'], { side, resource, reason, intent }: Decision): boolean {
    const last = this.#entries.findLast(
      ({ decision }) => decision.side === side && decision.resource === resource,
    );
    return (
      last?.mode === mode && last.decision.reason === reason && last.decision.intent?.lots === intent?.lots
    );
  }

  async #put(entry: TradingLogEntry): Promise<void> {
    await this.#store.put(nameOf(entry.id), entry);
    const others = this.#entries.filter(({ id }) => id !== entry.id);
    this.#entries = [...others, entry].sort((a, b) => a.id - b.id);
  }
}

function nameOf(id: number): string {
  return `${FOLDER}/${sequenceAttribute(id)}`;
}
