export { createNetwork } from './createNetwork.js';
export type { FabricNetwork } from './FabricNetwork.js';
export { NetworkError } from './NetworkError.js';
export type { NetworkOptions } from './NetworkOptions.js';
export { openNetwork } from './openNetwork.js';
export type { ProcessKind } from './processes/ProcessSpec.js';
export type { ProcessState, ProcessStatus } from './processes/ProcessStatus.js';
