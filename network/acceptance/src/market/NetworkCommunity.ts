import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome, PlayCommunity, Player } from '@acequia/chaincode/testing';
import {
  random16Hex,
  toLedgerTime,
  TRADERS_MSP,
  transactions,
  type LedgerClock,
  type NetworkDescription,
  type TransactionDefinition,
  type Transactions,
} from '@acequia/protocol';
import { isLagCode, LedgerError, type Committed, type FabricClient } from '@acequia/protocol/fabric';
import { LiveWorld } from '../harness/LiveWorld.js';
import type { Member } from '../harness/Member.js';
import { Members } from '../harness/Members.js';
import { openTrader } from '../harness/openTrader.js';
import { settle } from '../harness/settle.js';
import { call } from '../refusals/access/call.js';

/** Codes that are no refusals: something is broken. */
const FAULTS: ReadonlySet<string> = new Set([
  'CHAINCODE_FAILED',
  'CLIENT_CLOSED',
  'ENDORSEMENT_POLICY_FAILURE',
  'ENDORSERS_MISSING',
  'LEDGER_REFUSED',
  'LEDGER_UNAVAILABLE',
  'RESPONSE_INVALID',
  'SUBMISSION_PENDING',
]);

type Role = 'operator' | 'secondOperator' | 'household' | 'neighbour' | 'auditor' | 'supplier';

/** Who plays, as which identity of the network. */
const PARTIES: Readonly<Record<Role, readonly [mspId: string, identity: string]>> = {
  operator: ['CommunityMSP', 'admin'],
  secondOperator: ['CommunityMSP', 'user1'],
  household: ['SH1MSP', 'user1'],
  neighbour: ['SH2MSP', 'user1'],
  auditor: ['PublicMSP', 'user1'],
  supplier: ['PublicMSP', 'user2'],
};

/** The community of a random play on a running network: parties at their own peers, pseudonyms at the community's. */
export class NetworkCommunity implements PlayCommunity<Player, Outcome> {
  readonly channel: string;
  readonly ledger: PlayCommunity<Player, Outcome>['ledger'];
  readonly #network: NetworkDescription;
  readonly #folder: string;
  readonly #members: Members;
  readonly #parties: Readonly<Record<Role, Member>>;
  readonly #clock: LedgerClock;
  readonly #live: LiveWorld;
  /** Connections by the hash of their key. */
  readonly #clients = new Map<string, FabricClient>();
  readonly #traders: FabricClient[] = [];
  #founded: Promise<void> | undefined;

  private constructor(
    network: NetworkDescription,
    folder: string,
    { members, parties, clock }: { members: Members; parties: Record<Role, Member>; clock: LedgerClock },
  ) {
    this.channel = network.channel;
    this.#network = network;
    this.#folder = folder;
    this.#members = members;
    this.#parties = parties;
    this.#clock = clock;
    this.#live = new LiveWorld(parties.operator.client);
    for (const { keyHash, client } of Object.values(parties)) this.#clients.set(keyHash, client);
    this.ledger = {
      store: this.#live,
      run: (by, contract, fn, request) => this.#run(by, contract, fn, request),
    };
  }

  /** @param folder for journals; absolute. @param speed ledger seconds a second. */
  static async open(network: NetworkDescription, folder: string, speed: number): Promise<NetworkCommunity> {
    const members = new Members(network, join(folder, 'journals'));
    const opened = await Promise.all(
      Object.entries(PARTIES).map(async ([role, [mspId, identity]]) => {
        return [role, await members.open({ mspId, identity, lagMs: 0 })] as const;
      }),
    );
    const parties = Object.fromEntries(opened) as Record<Role, Member>;
    const start = Math.floor(Date.now() / 1000);
    const clock = { origin: Date.UTC(2016, 8, 1) / 1000, start, speed };
    return new NetworkCommunity(network, folder, { members, parties, clock });
  }

  get origin(): number {
    return this.#clock.origin;
  }

  get now(): number {
    return toLedgerTime(this.#clock, Date.now());
  }

  get operator(): Player {
    return playerOf(this.#parties.operator);
  }

  get secondOperator(): Player {
    return playerOf(this.#parties.secondOperator);
  }

  get household(): Player {
    return playerOf(this.#parties.household);
  }

  get neighbour(): Player {
    return playerOf(this.#parties.neighbour);
  }

  get auditor(): Player {
    return playerOf(this.#parties.auditor);
  }

  get supplier(): Player {
    return playerOf(this.#parties.supplier);
  }

  /** A member of each organisation that somebody plays for, at its own peer. */
  get readers(): readonly Member[] {
    const { operator, household, neighbour, auditor } = this.#parties;
    return [operator, household, neighbour, auditor];
  }

  /** Once, however often it is asked for: how long it took says how fast the network is, before a market is begun. */
  async start(): Promise<void> {
    this.#founded ??= this.#found();
    await this.#founded;
  }

  async pass(seconds: number): Promise<void> {
    await sleep((seconds * 1000) / this.#clock.speed);
  }

  async newTrader(): Promise<Player> {
    const journalDir = join(this.#folder, 'traders', random16Hex());
    const { client, keyHash, key } = await openTrader(this.#network, { journalDir, patience: { lag: 0 } });
    this.#clients.set(keyHash, client);
    this.#traders.push(client);
    return { mspId: TRADERS_MSP, keyHash, privateKey: key };
  }

  /** Waits until every peer has what any other has. */
  async settled(): Promise<void> {
    await settle(this.readers);
  }

  async close(): Promise<void> {
    await this.#live.stop();
    for (const client of this.#traders.splice(0)) client.close();
    this.#members.close();
  }

  async #run<C extends keyof Transactions>(
    by: Player,
    contract: C,
    fn: keyof Transactions[C] & string,
    request: Readonly<Record<string, unknown>> = {},
  ): Promise<Outcome> {
    const client = this.#clients.get(by.keyHash);
    if (client === undefined) throw new Error('nobody is connected with this key');
    const table: Readonly<Record<string, TransactionDefinition>> = transactions[contract];
    // What is asked for has been taken by somebody: a peer that has not heard of it yet shall answer later, not wrongly.
    if (table[fn]?.kind === 'evaluate') await this.settled();
    try {
      const result = await this.#believed(() => call(client.ledger, contract, fn, request));
      if (!isCommitted(result)) return { transactionId: '', result };
      await this.#live.reach(result.blockNumber);
      return { transactionId: result.transactionId, result: undefined };
    } catch (error) {
      if (error instanceof LedgerError && FAULTS.has(error.code)) {
        throw new Error(`${contract}:${fn} was not refused, it failed`, { cause: error });
      }
      throw error;
    }
  }

  async #found(): Promise<void> {
    this.#live.start();
    const { registry } = this.#parties.operator.ledger;
    await registry.createCommunity({
      name: 'Play',
      timeZone: 'Europe/Madrid',
      currency: { code: 'EUR', minorDigits: 2 },
      clock: this.#clock,
    });
    // Its clients take the first answer: no peer shall give one that is behind the step before.
    await this.settled();
    const { household, neighbour, auditor, supplier } = this.#parties;
    for (const [homeId, { mspId, keyHash }] of [
      ['SH1', household],
      ['SH2', neighbour],
    ] as const) {
      await registry.enrolHome({ homeId, mspId });
      await this.settled();
      await registry.enrolParty({ mspId, keyHash, role: 'household', homeId });
    }
    for (const [role, { mspId, keyHash }] of [
      ['auditor', auditor],
      ['supplier', supplier],
    ] as const) {
      await registry.enrolParty({ mspId, keyHash, role });
    }
    await this.settled();
  }

  /** Refusals are many, and mostly meant: one that may come from a peer's lag is believed when no peer is behind. */
  async #believed(ask: () => Promise<unknown>): Promise<unknown> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof LedgerError) || !isLagCode(error.code)) throw error;
      await this.settled();
      return await ask();
    }
  }
}

function playerOf({ mspId, keyHash, connection }: Member): Player {
  return { mspId, keyHash, privateKey: createPrivateKey(readFileSync(connection.keyFile)) };
}

function isCommitted(result: unknown): result is Committed {
  return typeof result === 'object' && result !== null && 'blockNumber' in result;
}
