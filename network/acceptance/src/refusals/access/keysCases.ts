import { COMMUNITY_OWNER, generateX25519 } from '@acequia/protocol';
import type { AccessCases } from './AccessCase.js';

export const keysCases: AccessCases<'keys'> = {
  // Whose key it is follows from who sends it: nobody but the community has keys of a billing period.
  publishOperationKey: {
    request: ({ period: { periodId } }) => ({
      version: 2,
      publicKey: generateX25519().publicKey.toString('base64'),
      periodId,
    }),
    code: 'KEY_PERIOD_UNEXPECTED',
  },
  destroyOperationKey: { request: () => ({ version: 999 }), code: 'OPERATION_KEY_UNKNOWN' },
  getOperationKey: { request: () => ({ owner: COMMUNITY_OWNER, version: 1 }) },
  publishEpochs: { request: ({ epoch }) => ({ homeId: 'SH2', epochs: [epoch] }), code: 'HOME_DENIED' },
  getEpoch: { request: () => ({ homeId: 'SH2', epoch: 1 }) },
};
