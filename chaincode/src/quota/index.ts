export * from './QuotaContract.js';
