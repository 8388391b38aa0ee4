import type { ChaincodeDefinition } from './ChaincodeDefinition.js';
import type { Definitions } from './Definitions.js';

/** The chaincode definitions of a channel by name. */
export class ChannelDefinitions implements Definitions {
  readonly #definitions: ReadonlyMap<string, ChaincodeDefinition>;

  constructor(definitions: ReadonlyMap<string, ChaincodeDefinition>) {
    this.#definitions = definitions;
  }

  get all(): readonly ChaincodeDefinition[] {
    return [...this.#definitions.values()];
  }

  find(name: string): ChaincodeDefinition | undefined {
    return this.#definitions.get(name);
  }
}
