import type { DisputeRecord } from '@acequia/protocol';
import type { Caller } from '../ledger/index.js';

/** On which side a caller of this contract's writes stands: access has admitted households and operators alone. */
export function disputantOf({ role }: Caller): DisputeRecord['openedBy'] {
  return role === 'household' ? 'household' : 'operator';
}
