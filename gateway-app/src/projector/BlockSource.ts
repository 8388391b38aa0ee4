import type { LedgerBlock } from '@acequia/protocol/fabric';

/** Where blocks come from: in order, without gaps, across broken connections. The ledger's client is one. */
export interface BlockSource {
  blocks(options: {
    readonly startBlock: number;
    readonly withPrivateData: true;
    /** Ends the iteration. */
    readonly signal?: AbortSignal;
  }): AsyncIterable<LedgerBlock>;
}
