import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJsonWith } from '@acequia/protocol';
import type { RunFolder } from '../run/RunFolder.js';
import { agentStatusSchema, type AgentStatus } from '@acequia/edge-agent';

/** What a home's agent says of its queues; undefined where none has run on this machine. */
export async function readAgentStatus(folder: RunFolder, homeId: string): Promise<AgentStatus | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder.dataDir(`agent-${homeId}`), 'status.json'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return parseJsonWith(agentStatusSchema, text);
}
