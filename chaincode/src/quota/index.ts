export * from './QuotaContract.js';
export * from './changeHolding.js';
export * from './refuseClosed.js';
