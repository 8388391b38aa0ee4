import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Members, openTrader, type Member, type Trader } from '@acequia/network/acceptance';
import { toLedgerTime, toWallTime, type LedgerClock, type NetworkDescription } from '@acequia/protocol';
import type { FabricClient } from '@acequia/protocol/fabric';
import type { Venue, VenueParty } from '../Venue.js';

/** Ledger time when a replay is founded: 2016-09-01 00:00 UTC. */
const ORIGIN = Date.UTC(2016, 8) / 1000;
/** Of a day of the ledger's clock each of its four rounds takes a sixth for its phases; the rest is for transactions. */
const PHASES = { biddingSeconds: 8400, revealSeconds: 6000 } as const;

/** What a replay's community is founded with. */
export interface NetworkVenueOptions {
  /** For the clients' journals; absolute. */
  readonly dir: string;
  /** How many homes trade. */
  readonly homes: number;
  /** Ledger seconds a second. */
  readonly speed: number;
}

/**
 * A community on a running network, with a client for each home that trades. The ledger's clock runs evenly and fast, and cannot
 * leave out the hours in which nobody trades: the rounds of a day follow each other through the whole day.
 */
export class NetworkVenue implements Venue {
  readonly channel: string;
  readonly operator: Venue['operator'];
  readonly traders: readonly VenueParty[];
  readonly phases = PHASES;
  readonly #clock: LedgerClock;
  readonly #clients: readonly FabricClient[];

  private constructor(channel: string, operator: Member, traders: readonly Trader[], clock: LedgerClock) {
    this.channel = channel;
    this.#clock = clock;
    this.operator = {
      keyHash: operator.keyHash,
      privateKey: createPrivateKey(readFileSync(operator.connection.keyFile)),
      ledger: operator.ledger,
    };
    this.traders = traders.map(({ keyHash, client }) => ({ keyHash, ledger: client.ledger }));
    this.#clients = [operator.client, ...traders.map(({ client }) => client)];
  }

  /** Founds the community and certifies a pseudonym for each home. @throws LedgerError what the network refuses. */
  static async found(
    network: NetworkDescription,
    { dir, homes, speed }: NetworkVenueOptions,
  ): Promise<NetworkVenue> {
    const members = new Members(network, join(dir, 'operator'));
    const operator = await members.open({ mspId: 'CommunityMSP', identity: 'admin' });
    const clock: LedgerClock = { origin: ORIGIN, start: Math.floor(Date.now() / 1000), speed };
    await operator.ledger.registry.createCommunity({
      name: 'Fig. 11',
      timeZone: 'Europe/Madrid',
      currency: { code: 'EUR', minorDigits: 2 },
      clock,
    });
    const traders = await Promise.all(
      Array.from({ length: homes }, (_, home) =>
        openTrader(network, { journalDir: join(dir, `trader-${home}`) }),
      ),
    );
    return new NetworkVenue(network.channel, operator, traders, clock);
  }

  now(): number {
    return toLedgerTime(this.#clock, Date.now());
  }

  async reach(time: number): Promise<void> {
    await sleep(Math.max(0, toWallTime(this.#clock, time) - Date.now()));
  }

  /** With the day, or as soon as the round before is over. */
  roundStart(dayStart: number): number {
    return dayStart;
  }

  each<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]> {
    return Promise.all(items.map(work));
  }

  /** How many blocks the ledger has. */
  async height(): Promise<number> {
    const [operator] = this.#clients;
    return operator === undefined ? 0 : await operator.height();
  }

  /** Ends every connection. */
  close(): void {
    for (const client of this.#clients) client.close();
  }
}
