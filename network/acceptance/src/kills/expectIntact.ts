import { expect } from 'chai';
import { eventually } from '../harness/eventually.js';
import { newAccountId } from '../harness/openPeriod.js';
import type { Suite } from '../harness/Suite.js';
import { expectProgress } from './expectProgress.js';
import { expectWindows } from './expectWindows.js';
import { isDecided } from './isDecided.js';
import type { Neighbourhood } from './Neighbourhood.js';
import { rebuildReadModel } from './rebuildReadModel.js';

/**
 * Lets the neighbourhood go on for a while after what was done to it, brings it to rest, and asserts what must hold: no
 * acknowledged window is missing, none is doubled, every interval is the one that the meter's readings give, the homes' own
 * peers say the same as the community's, and the read model equals a rebuild. Everything is left stopped.
 */
export async function expectIntact(suite: Suite, neighbourhood: Neighbourhood): Promise<void> {
  await expectProgress(neighbourhood);
  await neighbourhood.stopAgents();
  const acknowledged = await neighbourhood.acknowledged();
  // What they sent last may be in no block yet: behind a transaction that comes after it, it is.
  await suite.community.operator.ledger.token.openAccount({ accountId: newAccountId() });
  // The community's peer too must have them, for the gateway to decide on.
  await suite.settled();
  await eventually('the gateway to have decided on what was sent', () => isDecided(neighbourhood));
  await neighbourhood.gateway.stop();
  await suite.settled();
  const { community } = suite;
  const operator = { member: community.operator, keyring: community.keys.community };
  await expectWindows(operator, neighbourhood.devices, acknowledged);
  for (const agent of neighbourhood.agentList) {
    const own = neighbourhood.devices.filter(({ homeId }) => homeId === agent.homeId);
    const home = { member: community.home(agent.homeId), keyring: community.sealer(agent.homeId) };
    await expectWindows(home, own, acknowledged);
    for (const device of await agent.devices())
      expect(device.setAside, `${device.deviceId} set aside`).to.equal(0);
  }
  const { previous, same, ...rebuilt } = await rebuildReadModel(neighbourhood.dir, neighbourhood.gateway);
  expect(previous, 'the read model against its rebuild').to.deep.equal(rebuilt);
  expect(same).to.equal(true);
}
