export * from './AtRestCipher.js';
export * from './homeEpoch.js';
export * from './KeyStore.js';
export * from './loadAtRestKey.js';
