import type { NetworkDescription } from '@acequia/protocol';

/** How a network comes to an order, for people. */
export const orderingWords = {
  bft: 'BFT ordering',
  raft: 'Raft ordering',
  none: 'no consensus',
} as const satisfies Record<NetworkDescription['ordering'], string>;
