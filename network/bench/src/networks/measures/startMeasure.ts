import type { NetworkMeasure } from '../NetworkMeasure.js';

/**
 * Seconds from nothing to a network of three homes whose chaincode has answered on every peer: identities, configuration and
 * ledger made anew, every process started.
 */
export const startMeasure: NetworkMeasure = {
  unit: 's',
  goal: { of: 'value', op: '<=', limit: 2 },
  name: (kind) => `${kind} start`,
  nameOn: (kind) => `${kind} start`,
  take: ({ startSeconds }) => Promise.resolve({ value: startSeconds, notes: [] }),
};
