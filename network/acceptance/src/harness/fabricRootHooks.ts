import { acceptanceConfig } from './acceptanceConfig.js';
import { createRootHooks } from './createRootHooks.js';

/** On real Fabric, whatever the environment says: for what only makes sense there. */
export const mochaHooks = createRootHooks({ ...acceptanceConfig(), network: 'fabric' });
