import { Mutex } from '@acequia/protocol';
import type { KeyStore } from '@acequia/protocol/keystore';
import { tradeEntrySchema, type TradeEntry } from './tradeEntry.js';

const FOLDER = 'trade';
/** How long a trade that is over is remembered: longer than any period whose limits may have to count it. */
const KEEP_SECONDS = 62 * 86_400;

/** The home's trades, on the disk and in memory: what came back is on the disk. */
export class TradeBook {
  readonly #store: KeyStore;
  readonly #entries = new Map<string, TradeEntry>();
  readonly #turns = new Mutex();

  /** @param store the agent's own, sealed at rest: prices and salts are among what is kept. */
  constructor(store: KeyStore) {
    this.#store = store;
  }

  /** @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    for (const name of await this.#store.names(FOLDER)) {
      const entry = await this.#store.get(name, tradeEntrySchema);
      if (entry !== undefined) this.#entries.set(entry.tradeId, entry);
    }
  }

  /** In the order in which they began. */
  list(): readonly TradeEntry[] {
    return [...this.#entries.values()].sort(
      (a, b) => a.startedAt - b.startedAt || (a.tradeId < b.tradeId ? -1 : 1),
    );
  }

  /** Those of which something is left to do. */
  open(): readonly TradeEntry[] {
    return this.list().filter(({ phase }) => phase !== 'over');
  }

  /** Keeps a trade; nothing of it may be sent before this comes back. */
  async add(entry: TradeEntry): Promise<void> {
    await this.#turns.run(async () => this.#put(entry));
  }

  /**
   * Takes a step with a trade, as it is once the steps before are done.
   *
   * @returns the trade as it is afterwards.
   * @throws Error for a trade that was never kept.
   */
  async step(tradeId: string, take: (entry: TradeEntry) => TradeEntry | undefined): Promise<TradeEntry> {
    return await this.#turns.run(async () => {
      const entry = this.#entries.get(tradeId);
      if (entry === undefined) throw new Error('a trade is kept before a step is taken with it');
      const next = take(entry);
      if (next === undefined) return entry;
      await this.#put(next);
      return next;
    });
  }

  /** Forgets what has been over for long. @param now ledger seconds. */
  async forgetOld(now: number): Promise<void> {
    await this.#turns.run(async () => {
      for (const { tradeId, phase, changedAt } of this.list()) {
        if (phase !== 'over' || now - changedAt < KEEP_SECONDS) continue;
        await this.#store.remove(`${FOLDER}/${tradeId}`);
        this.#entries.delete(tradeId);
      }
    });
  }

  async #put(entry: TradeEntry): Promise<void> {
    await this.#store.put(`${FOLDER}/${entry.tradeId}`, entry);
    this.#entries.set(entry.tradeId, entry);
  }
}
