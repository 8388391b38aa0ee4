import { join } from 'node:path';
import type { Suite } from '../harness/Suite.js';
import { HOME_NAMES, type HomeName } from '../harness/TestCommunity.js';
import { GatewayProgram } from '../processes/GatewayProgram.js';
import type { CanaryBasket } from './CanaryBasket.js';
import { PlantedHome } from './PlantedHome.js';

/** A folder in which a program may keep the canaries of these homes. */
export interface OwnFolder {
  readonly folder: string;
  readonly homes: readonly HomeName[];
}

/**
 * Lets agents and gateways, all logging at their finest level, handle canaries from the meter to the statement, and ends
 * them. What the community's gateway stated to each home joins its basket.
 */
export async function runPlanted(suite: Suite, baskets: readonly CanaryBasket[]): Promise<OwnFolder[]> {
  const dir = join(suite.config.dir, 'planted');
  const communityDir = join(dir, 'gateway-community');
  const gateway = new GatewayProgram(dir, 'gateway-community', {
    role: 'community',
    dataDir: communityDir,
    fabric: suite.community.parties.gateway.connection,
    ...suite.community.keys.community.config,
    api: {},
    logLevel: 'trace',
    community: { statementWaitSeconds: 0, transitMs: 500 },
  });
  const homes: PlantedHome[] = [];
  try {
    await gateway.start();
    for (const basket of baskets) {
      const home = await PlantedHome.plant(suite, dir, basket.homeId, basket);
      homes.push(home);
      await home.start();
    }
    await Promise.all(homes.map((home, index) => noteStatement(suite, home, baskets[index])));
    await Promise.all([gateway, ...homes].map((program) => program.stop()));
  } finally {
    await Promise.all([gateway, ...homes].map((program) => program.kill()));
  }
  return [
    { folder: communityDir, homes: HOME_NAMES },
    ...homes.flatMap(({ agent, ownFolders }) =>
      ownFolders.map((folder) => ({ folder, homes: [agent.homeId] })),
    ),
  ];
}

async function noteStatement(
  { community }: Suite,
  home: PlantedHome,
  basket: CanaryBasket | undefined,
): Promise<void> {
  if (basket === undefined) return;
  const { homeId } = basket;
  const statementId = await home.stated();
  const statement = await community.home(homeId).ledger.monitoring.getStatement({ homeId, statementId });
  basket.note("salt of the gateway's statement", statement.salt);
  const use = Math.max(...statement.lines.map((line) => line.use));
  basket.note("use in the gateway's statement", BigInt(use));
}
