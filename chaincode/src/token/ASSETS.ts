import { publicRecords } from '@acequia/protocol';

/** Where each asset of an account is kept. */
export const ASSETS = {
  token: { balance: publicRecords.balance, credit: publicRecords.credit },
  currency: { balance: publicRecords.currencyBalance, credit: publicRecords.currencyCredit },
} as const;
