import { createServer, type Server } from 'node:http';
import type { LedgerBlock } from '@acequia/protocol/fabric';
import { pino } from 'pino';
import type { ApiContext, GatewayHealth } from '../src/ApiContext.js';
import { createApp } from '../src/app.js';
import type { Viewer } from '../src/policies/Viewer.js';
import { openModel } from './openModel.js';

/** The real API on a real read model, filled through the projector. */
export interface OpenApi {
  readonly server: Server;
  readonly close: () => void;
}

const health: GatewayHealth = {
  ready: true,
  checkpoint: 3,
  height: 5,
  lag: 1,
  awaited: 0,
  unopened: 0,
  services: [],
};

/**
 * Opens the API for a test.
 *
 * @param now ledger seconds.
 * @param parts what is beside the read model.
 */
export function openApi(
  blocks: readonly LedgerBlock[],
  viewer: Viewer,
  now: number,
  state: GatewayHealth = health,
  parts: Partial<Pick<ApiContext, 'alarms' | 'finding'>> = {},
): OpenApi {
  const { model, apply, close } = openModel();
  apply(blocks, viewer.role === 'community' ? undefined : viewer.homeId);
  const app = createApp({
    model,
    viewer,
    health: () => Promise.resolve(state),
    alarms: () => [],
    finding: () => Promise.resolve(undefined),
    now: () => now,
    log: pino({ level: 'silent' }),
    ...parts,
  });
  const server = createServer(app.callback() as Parameters<typeof createServer>[1]);
  return { server, close };
}
