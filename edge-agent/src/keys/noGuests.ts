import type { EpochGuests } from './EpochGuests.js';

/** Of a home that neither delegates nor gets alarms. */
export const noGuests: EpochGuests = {
  delegateeFor: async () => Promise.resolve(undefined),
  nextAgreement: async () => Promise.resolve(undefined),
  nextNotes: async () => Promise.resolve({ version: 1, receipts: [], acknowledged: [] }),
  published: async () => Promise.resolve(),
};
