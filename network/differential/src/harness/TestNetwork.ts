import type { Network } from '@acequia/network';
import type { NetworkDescription } from '@acequia/protocol';
import type { Client } from './Client.js';
import type { NetworkKind } from './differentialConfig.js';
import { openClient } from './openClient.js';
import type { Party } from './Party.js';

/** A running network with the clients that the tests have on it. */
export class TestNetwork {
  readonly kind: NetworkKind;
  readonly #network: Network;
  readonly #clients = new Map<string, Client>();

  constructor(kind: NetworkKind, network: Network) {
    this.kind = kind;
    this.#network = network;
  }

  get description(): NetworkDescription {
    return this.#network.description;
  }

  get mspIds(): string[] {
    return this.description.organisations.map(({ mspId }) => mspId);
  }

  /** The one client of a user, on its own organisation's peer unless another is named. */
  client(party: Party, through = party.mspId): Client {
    const name = `${party.user}@${party.mspId} through ${through}`;
    const client = this.#clients.get(name) ?? openClient(this.description, party, through);
    this.#clients.set(name, client);
    return client;
  }

  /** Comes back when every peer has committed the transaction. @returns the validation code's name by MSP id */
  async committed(transactionId: string): Promise<Record<string, string>> {
    const statuses = this.mspIds.map(async (mspId) => {
      return [mspId, await this.client({ mspId, user: 'user1' }).commitStatus(transactionId)] as const;
    });
    return Object.fromEntries(await Promise.all(statuses));
  }

  async stop(): Promise<void> {
    for (const client of this.#clients.values()) client.close();
    await this.#network.stop();
  }
}
