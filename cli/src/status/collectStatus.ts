import { NetworkError, openNetwork } from '@acequia/network';
import { CommunityApi } from '../api/CommunityApi.js';
import { CliError } from '../CliError.js';
import { readAgentStatus } from '../home/readAgentStatus.js';
import { InitStore } from '../init/InitStore.js';
import { RunFolder } from '../run/RunFolder.js';
import type { StatusFacts } from './renderStatus.js';

/** Where to look. */
export interface StatusPlaces {
  readonly networkDir: string;
  readonly runDir: string;
  readonly api?: string;
}

/** Asks everything that there is; what does not exist or answer is left out, other failures are thrown. */
export async function collectStatus({ networkDir, runDir, api }: StatusPlaces): Promise<StatusFacts> {
  const folder = new RunFolder(runDir);
  const state = await new InitStore(folder.stateFile).find();
  const url = api ?? (state === undefined ? undefined : `http://127.0.0.1:${String(state.apiPort)}`);
  const [network, answers, agents] = await Promise.all([
    collectNetwork(state?.networkDir ?? networkDir),
    url === undefined ? undefined : collectApi(url),
    Promise.all(
      (state?.homes ?? []).map(async ({ homeId }) => ({
        homeId,
        status: await readAgentStatus(folder, homeId),
      })),
    ),
  ]);
  return { network, api: answers, agents };
}

async function collectNetwork(dir: string): Promise<StatusFacts['network']> {
  try {
    const network = openNetwork(dir);
    return { name: network.description.name, processes: await network.status() };
  } catch (error) {
    if (error instanceof NetworkError && error.code === 'NO_NETWORK') return undefined;
    throw error;
  }
}

async function collectApi(url: string): Promise<StatusFacts['api']> {
  const api = new CommunityApi(url);
  try {
    const [community, summary, periods] = await Promise.all([api.community(), api.summary(), api.periods()]);
    return { url, community, summary, period: periods.at(-1) };
  } catch (error) {
    if (error instanceof CliError && error.code === 'API_UNREACHABLE') return undefined;
    throw error;
  }
}
