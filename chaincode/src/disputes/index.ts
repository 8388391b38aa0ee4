export * from './DisputesContract.js';
