export * from './TokenContract.js';
