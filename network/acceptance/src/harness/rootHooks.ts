import { acceptanceConfig } from './acceptanceConfig.js';
import { createRootHooks } from './createRootHooks.js';

/** On the network that the environment names. */
export const mochaHooks = createRootHooks(acceptanceConfig());
