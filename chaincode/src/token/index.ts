export * from './TokenContract.js';
export * from './credit.js';
export * from './debit.js';
export * from './requireOwner.js';
