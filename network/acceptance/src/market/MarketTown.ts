import { join } from 'node:path';
import { Members } from '../harness/Members.js';
import { replayBlocks, type World } from '../harness/replayBlocks.js';
import { suite } from '../harness/Suite.js';
import { suiteNetwork } from '../harness/suiteNetwork.js';
import { TestCommunity } from '../harness/TestCommunity.js';
import type { TestNetwork } from '../harness/TestNetwork.js';
import { TradingFloor } from './TradingFloor.js';

/** A minute of the ledger is a second by the clock. */
export const SPEED = 60;

/**
 * A community on a network of its own, for tests of the market: they add up all that is on its ledger, and their period ends
 * while they wait. Of the same kind as the suite's.
 */
export class MarketTown {
  readonly network: TestNetwork;
  readonly community: TestCommunity;
  readonly floor: TradingFloor;
  readonly #members: Members;

  private constructor(network: TestNetwork, members: Members, community: TestCommunity, folder: string) {
    this.network = network;
    this.community = community;
    this.floor = new TradingFloor(network.description, community, join(folder, 'traders'));
    this.#members = members;
  }

  /** @param name of its folder in that of the run. */
  static async found(name: string): Promise<MarketTown> {
    const { config } = suite();
    const folder = join(config.dir, name);
    const network = await suiteNetwork({ ...config, dir: folder }, { onProgress: () => undefined });
    const members = new Members(network.description, join(folder, 'journals'));
    const community = await TestCommunity.found(members, SPEED, join(folder, 'secrets'));
    return new MarketTown(network, members, community, folder);
  }

  /** Waits until every peer has what any other has. */
  async settled(): Promise<void> {
    await this.community.settled();
  }

  /** The public state that the community's peer has committed, and as it was after each block. */
  async replay(onBlock: (world: World, block: number) => void): Promise<World> {
    return await replayBlocks(this.community.operator.client, onBlock);
  }

  async stop(): Promise<void> {
    this.floor.close();
    this.#members.close();
    await this.network.stop();
  }
}
