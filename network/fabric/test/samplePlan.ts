import type { NetworkPlan } from '../src/topology/NetworkPlan.js';
import { planNetwork } from '../src/topology/planNetwork.js';
import { topologySchema } from '../src/topology/topologySchema.js';

/** A plan of some homes, for tests of what is made from plans. */
export async function samplePlan(homes: number, overrides: object = {}): Promise<NetworkPlan> {
  return await planNetwork('sample', topologySchema.parse({ homes, ...overrides }), '/chaincode');
}
