export * from './KeysContract.js';
export * from './checkCommunityKey.js';
export * from './readEpoch.js';
