import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { controlFileSchema } from '@acequia/edge-agent';
import { parseJsonWith } from '@acequia/protocol';
import { CliError } from '../CliError.js';
import type { InitState } from '../init/initStateSchema.js';
import { InitStore } from '../init/InitStore.js';
import { RunFolder } from '../run/RunFolder.js';
import { AgentControl } from './AgentControl.js';
import { chooseHome } from './chooseHome.js';

/** How a command finds the agent that it gives orders to. */
export interface AgentOptions {
  readonly home?: string;
  readonly run: string;
}
/** A home's agent, and what the community's folder knows besides. */
export interface OpenedAgent {
  readonly homeId: string;
  readonly agent: AgentControl;
  readonly state: InitState;
  readonly folder: RunFolder;
}

/**
 * The agent of the home that is named, or of the only one; whoever may read its `control.json` may give it orders.
 *
 * @throws CliError RUN_MISSING, HOME_MISSING, HOME_UNKNOWN, AGENT_UNREACHABLE where it has never run.
 */
export async function openAgent({ home, run }: AgentOptions): Promise<OpenedAgent> {
  const folder = new RunFolder(run);
  const state = await new InitStore(folder.stateFile).get();
  const homeId = chooseHome(state, home);
  let text: string;
  try {
    text = await readFile(join(folder.dataDir(`agent-${homeId}`), 'control.json'), 'utf8');
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
    const words = `the agent of ${homeId} has not run yet: start it with \`acequia run\``;
    throw new CliError('AGENT_UNREACHABLE', words, { cause });
  }
  return { homeId, agent: new AgentControl(parseJsonWith(controlFileSchema, text)), state, folder };
}
