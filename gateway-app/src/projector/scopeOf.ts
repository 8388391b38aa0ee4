import type { GatewayConfig } from '../config.js';
import type { ProjectionScope } from './ProjectionScope.js';

/** The community is a member of every home's collection, a home of its own. */
export function scopeOf({ role, homeId, fabric }: GatewayConfig): ProjectionScope {
  return {
    chaincode: fabric.chaincode,
    isMember: (candidate) => role === 'community' || candidate === homeId,
  };
}
