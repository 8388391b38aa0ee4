export * from './BillingContract.js';
