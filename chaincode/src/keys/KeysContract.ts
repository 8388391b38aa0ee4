import { everybody, LedgerContract, namedHome } from '../ledger/index.js';
import { destroyOperationKey } from './destroyOperationKey.js';
import { getEpoch } from './getEpoch.js';
import { getOperationKey } from './getOperationKey.js';
import { publishEpochs } from './publishEpochs.js';
import { publishOperationKey } from './publishOperationKey.js';

/** Public keys to seal to, and the homes' epochs with their wrapped keys (DESIGN §7). */
export class KeysContract extends LedgerContract<'keys'> {
  constructor(endorserClock: () => number = Date.now) {
    super(
      'keys',
      {
        publishOperationKey: { access: everybody, run: publishOperationKey },
        destroyOperationKey: { access: everybody, run: destroyOperationKey },
        getOperationKey: { access: everybody, run: getOperationKey },
        publishEpochs: { access: { roles: ['household'], home: namedHome }, run: publishEpochs },
        getEpoch: { access: everybody, run: getEpoch },
      },
      endorserClock,
    );
  }
}
