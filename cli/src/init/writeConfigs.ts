import { tradersOf, type AgentConfigInput } from '@acequia/edge-agent';
import { gatewayConfigSchema, type GatewayConfigFile } from '@acequia/gateway-app';
import type { NetworkDescription } from '@acequia/protocol';
import { connectionOf } from '../run/connectionOf.js';
import type { RunFolder } from '../run/RunFolder.js';
import { writeAtomically } from '../run/writeAtomically.js';
import type { HomeState, InitState } from './initStateSchema.js';
import { mailboxMs } from './mailboxMs.js';
import { marketOf } from './marketOf.js';
import type { CommunityFile } from './communityFileSchema.js';
import { MSP } from './MSP.js';
import { replayDriver, type ReplayedMeter } from './replayDriver.js';

/** Writes the configuration files of the community's gateway and of every home's agent and gateway. */
export async function writeConfigs(
  folder: RunFolder,
  state: InitState,
  network: NetworkDescription,
): Promise<void> {
  const write = (path: string, config: unknown): Promise<void> =>
    writeAtomically(path, `${JSON.stringify(config, undefined, 2)}\n`);
  const community: GatewayConfigFile = {
    role: 'community',
    dataDir: folder.dataDir('gateway-community'),
    fabric: connectionOf(network, MSP.community, 'user1'),
    ...secretsOf(folder, 'community'),
    channel: { port: state.channelPort },
    ...(state.file.token === undefined ? {} : { serviceAccountId: state.serviceAccount }),
    ...(network.traders === undefined ? {} : { registrar: network.traders.authority }),
    market: marketOf(state.file),
    api: { host: '127.0.0.1', port: state.apiPort },
  };
  // With all terms of the markets: whoever runs them should see what they are.
  const { market } = gatewayConfigSchema.parse(community);
  await write(folder.gatewayConfigFile('community'), { ...community, market });
  for (const [i, home] of state.homes.entries()) {
    await write(folder.agentConfigFile(home.homeId), agentConfig(folder, state, network, home, i));
    const gateway: GatewayConfigFile = {
      role: 'home',
      homeId: home.homeId,
      dataDir: folder.dataDir(`gateway-${home.homeId}`),
      fabric: connectionOf(network, MSP.home(home.homeId), 'user2'),
      ...secretsOf(folder, home.homeId),
      api: { host: '127.0.0.1', port: home.apiPort },
    };
    await write(folder.gatewayConfigFile(home.homeId), gateway);
  }
}

/** A home's agent and its gateway share them. */
function secretsOf(folder: RunFolder, owner: string): { keysDir: string; atRestKeyFile: string } {
  return { keysDir: folder.keysDir(owner), atRestKeyFile: folder.atRestKeyFile(owner) };
}

function agentConfig(
  folder: RunFolder,
  state: InitState,
  network: NetworkDescription,
  { homeId, meters }: HomeState,
  index: number,
): AgentConfigInput {
  const sources = state.file.homes[index]?.meters ?? [];
  return {
    homeId,
    dataDir: folder.dataDir(`agent-${homeId}`),
    fabric: connectionOf(network, MSP.home(homeId), 'user1'),
    ...secretsOf(folder, homeId),
    channel: { url: `http://127.0.0.1:${String(state.channelPort)}`, everyMs: mailboxMs(state.clock) },
    ...(state.file.token === undefined
      ? {}
      : { serviceAccountId: state.serviceAccount, traders: tradersOf(network) }),
    devices: meters.map(({ deviceId, resource }, i) => ({
      deviceId,
      keyFile: folder.deviceKeyFile(deviceId),
      driver: replayDriver(state, {
        home: index + 1,
        resource,
        ...driven(sources[i]),
      }),
    })),
  };
}

/** How a meter of the community file is played. */
function driven(
  meter: CommunityFile['homes'][number]['meters'][number] | undefined,
): Pick<ReplayedMeter, 'flow' | 'source'> {
  const { flow, source = { format: 'model' } } = meter ?? {};
  return { source, ...(flow === undefined ? {} : { flow }) };
}
