import { InitStore } from '../init/InitStore.js';
import { RunFolder } from '../run/RunFolder.js';
import { CommunityApi } from './CommunityApi.js';

/** How a command finds the gateway that it reads from. */
export interface ApiOptions {
  readonly api?: string;
  readonly run: string;
}

/** The API of the gateway that is named, or of the run folder's community. @throws CliError RUN_MISSING */
export async function openApi({ api, run }: ApiOptions): Promise<CommunityApi> {
  if (api !== undefined) return new CommunityApi(api);
  const { apiPort } = await new InitStore(new RunFolder(run).stateFile).get();
  return new CommunityApi(`http://127.0.0.1:${String(apiPort)}`);
}
