export * from './TokenContract.js';
export * from './TokenError.js';
export * from './credit.js';
export * from './debit.js';
export * from './refuseFrozen.js';
export * from './requireOwner.js';
