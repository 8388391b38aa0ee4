export { createFabricNetwork } from './createFabricNetwork.js';
export { FabricNetwork } from './FabricNetwork.js';
export { openFabricNetwork } from './openFabricNetwork.js';
