export { NetworkError } from '@acequia/network/common';
export type {
  Network,
  NetworkOptions,
  ProcessKind,
  ProcessState,
  ProcessStatus,
} from '@acequia/network/common';
export { createNetwork } from './createNetwork.js';
export { openNetwork } from './openNetwork.js';
export { previewNetwork } from './previewNetwork.js';
