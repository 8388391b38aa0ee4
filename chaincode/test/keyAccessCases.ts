import { generateX25519, type Role, type Transactions } from '@acequia/protocol';
import type { AccessCase } from './AccessCase.js';
import type { Community } from './Community.js';

const all: readonly Role[] = ['operator', 'household', 'auditor', 'installer', 'supplier'];

/** A case for every function of keys: all publish keys of their own and see everybody's; homes alone have epochs. */
export function keyAccessCases(community: Community): {
  readonly [F in keyof Transactions['keys']]: AccessCase;
} {
  const open = (request: AccessCase['request']): AccessCase => ({
    roles: all,
    request,
    neighbour: 'everybody',
  });
  return {
    publishOperationKey: open({ version: 1, publicKey: generateX25519().publicKey.toString('base64') }),
    destroyOperationKey: open({ version: 1 }),
    getOperationKey: open({ owner: 'community' }),
    publishEpochs: {
      roles: ['household'],
      request: { homeId: 'SH1', epochs: [community.nextEpoch()] },
      neighbour: 'HOME_DENIED',
    },
    getEpoch: open({ homeId: 'SH1' }),
  };
}
