import { planNetwork, topologySchema, type NetworkPlan } from '@acequia/network/common';

/** A plan of some homes, for tests of what is made from plans. */
export async function samplePlan(homes: number, overrides: object = {}): Promise<NetworkPlan> {
  return await planNetwork('sample', topologySchema.parse({ homes, ...overrides }), '/chaincode');
}
