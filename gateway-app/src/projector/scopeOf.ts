import type { GatewayConfig } from '../config.js';
import type { RecordOpener } from '../keys/RecordOpener.js';
import type { ProjectionScope } from './ProjectionScope.js';

/** The community is a member of every home's collection, a home of its own. */
export function scopeOf({ role, homeId, fabric }: GatewayConfig, opener: RecordOpener): ProjectionScope {
  return {
    chaincode: fabric.chaincode,
    isMember: (candidate) => role === 'community' || candidate === homeId,
    opener,
  };
}
