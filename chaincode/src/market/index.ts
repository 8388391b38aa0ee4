export * from './MarketContract.js';
