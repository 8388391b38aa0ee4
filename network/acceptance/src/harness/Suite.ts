import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AcceptanceConfig } from './acceptanceConfig.js';
import { Members } from './Members.js';
import { suiteNetwork } from './suiteNetwork.js';
import { TestCommunity } from './TestCommunity.js';
import type { TestNetwork } from './TestNetwork.js';
import { WorldState } from './WorldState.js';

/** What the whole run shares: one network, one community on it, and a view of its state. */
export interface Suite {
  readonly config: AcceptanceConfig;
  readonly network: TestNetwork;
  readonly members: Members;
  readonly community: TestCommunity;
  /** The public state and the private hashes that the community's peer has committed. */
  readonly state: WorldState;
  /**
   * Waits until every organisation's peer has the newest block. Peers commit at different moments: a test that reads at
   * another organisation's peer what it has just written, or whose next step must not meet an older state, waits first.
   */
  readonly settled: () => Promise<void>;
}

let running: Suite | undefined;

/** The run's network and community. @throws Error outside of tests and hooks. */
export function suite(): Suite {
  if (running === undefined)
    throw new Error('the suite has not been started: run mocha with its configuration');
  return running;
}

/** Starts a network with a community on it, for tests that need one to themselves. It is ended with {@link closeSuite}. */
export async function openSuite(
  config: AcceptanceConfig,
  onProgress: (line: string) => void,
): Promise<Suite> {
  const network = await suiteNetwork(config, { onProgress });
  const members = new Members(network.description, join(config.dir, 'journals'));
  const community = await TestCommunity.found(members, config.speed, join(config.dir, 'secrets'));
  const settled = (): Promise<void> => community.settled();
  const state = new WorldState(community.operator, settled);
  state.start();
  onProgress('the community is founded');
  return { config, network, members, community, state, settled };
}

/** Ends what {@link openSuite} started; its folder stays. */
export async function closeSuite({ state, members, network }: Suite): Promise<void> {
  await state.stop();
  members.close();
  await network.stop();
}

/** Starts everything; called once, by the root hooks. */
export async function startSuite(
  config: AcceptanceConfig,
  onProgress: (line: string) => void,
): Promise<void> {
  running = await openSuite(config, onProgress);
}

/** Ends everything. @param remove whether the folder of the run goes as well. */
export async function stopSuite(config: AcceptanceConfig, remove: boolean): Promise<void> {
  if (running !== undefined) await closeSuite(running);
  running = undefined;
  if (remove) await rm(config.dir, { recursive: true, force: true });
}
