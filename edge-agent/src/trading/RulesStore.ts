import type { KeyStore } from '@acequia/protocol/keystore';
import { tradingRulesSchema, type TradingRules } from './tradingRules.js';

const NAME = 'trading-rules';

/** The household's rules, sealed at rest. */
export class RulesStore {
  readonly #store: KeyStore;
  #rules: TradingRules = tradingRulesSchema.parse({});

  constructor(store: KeyStore) {
    this.#store = store;
  }

  /** Without rules on the disk there are none. @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    this.#rules = (await this.#store.get(NAME, tradingRulesSchema)) ?? this.#rules;
  }

  get rules(): TradingRules {
    return this.#rules;
  }

  async put(rules: TradingRules): Promise<void> {
    await this.#store.put(NAME, rules);
    this.#rules = rules;
  }
}
