import { join } from 'node:path';
import type { Suite } from '../harness/Suite.js';
import { freePort } from '../processes/freePort.js';
import { GatewayProgram } from '../processes/GatewayProgram.js';
import type { CanaryBasket } from './CanaryBasket.js';
import { PlantedHome } from './PlantedHome.js';

/**
 * Lets agents and gateways, all logging at their finest level, handle canaries from the meter to the statement, and words in
 * the mail, and ends them. What the community's gateway stated to each home joins its basket.
 *
 * @returns the folders of the meters' own records.
 */
export async function runPlanted(suite: Suite, baskets: readonly CanaryBasket[]): Promise<string[]> {
  const dir = join(suite.config.dir, 'planted');
  const port = await freePort();
  const gateway = new GatewayProgram(dir, 'gateway-community', {
    role: 'community',
    dataDir: join(dir, 'gateway-community'),
    fabric: suite.community.parties.gateway.connection,
    ...suite.community.keys.community.config,
    channel: { port },
    api: {},
    logLevel: 'trace',
    community: { statementWaitSeconds: 0, transitMs: 500 },
  });
  const homes: PlantedHome[] = [];
  try {
    await gateway.start();
    for (const basket of baskets) {
      const { homeId } = basket;
      suite.community.sealer(homeId).handOver();
      const mailUrl = `http://127.0.0.1:${port}`;
      const home = await PlantedHome.plant(suite, dir, { homeId, basket, mailUrl });
      homes.push(home);
      await home.start();
    }
    await plantMail(suite, homes, baskets);
    await Promise.all(homes.map((home, index) => noteStatement(suite, home, baskets[index])));
    await Promise.all([gateway, ...homes].map((program) => program.stop()));
  } finally {
    await Promise.all([gateway, ...homes].map((program) => program.kill()));
    for (const { homeId } of baskets) suite.community.sealer(homeId).takeBack();
  }
  return homes.map(({ meterFolder }) => meterFolder);
}

/** Each home offers the next one a delegation, in words that nobody else is to read. */
async function plantMail(
  { community }: Suite,
  homes: readonly PlantedHome[],
  baskets: readonly CanaryBasket[],
): Promise<void> {
  for (const [index, home] of homes.entries()) {
    const to = homes[(index + 1) % homes.length];
    const words = baskets[index]?.sealed.words('words of an offer');
    if (to === undefined || words === undefined) continue;
    await home.offer(to.agent.homeId, words, community.now());
    await to.heard(words);
  }
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
