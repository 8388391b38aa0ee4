import type { CommunityLedger } from '@acequia/protocol/fabric';

/** What the keys' services ask of the ledger. */
export interface KeysLedger {
  readonly keys: Pick<
    CommunityLedger['keys'],
    'publishEpochs' | 'getEpoch' | 'publishOperationKey' | 'destroyOperationKey' | 'getOperationKey'
  >;
}
