import { generateX25519, sealRecordKey } from '@acequia/protocol';
import { asRepublication } from '../../harness/asRepublication.js';
import { asSubmission } from '../../harness/asSubmission.js';
import type { AccessCases } from './AccessCase.js';
import type { AccessScene } from './AccessScene.js';

const firstWindow = ({ meter: { deviceId } }: AccessScene): { deviceId: string; sequence: number } => ({
  deviceId,
  sequence: 1,
});

const secondWindow = ({ meter: { deviceId } }: AccessScene): { deviceId: string; sequence: number } => ({
  deviceId,
  sequence: 2,
});

/** The second window sealed again, as its home would. */
const republication = ({ meter }: AccessScene): ReturnType<typeof asRepublication> => {
  if (meter.last === undefined) throw new Error('the meter has sent windows');
  return asRepublication(meter.again(meter.last));
};

export const monitoringCases: AccessCases<'monitoring'> = {
  submitWindows: {
    request: ({ meter }) => asSubmission([meter.window({ amounts: [7] })])[0],
    transient: ({ meter }) => asSubmission([meter.window({ amounts: [7] })])[1],
    code: 'HOME_DENIED',
  },
  setRetention: { request: () => ({ homeId: 'SH2', keepLast: 0 }), code: 'HOME_DENIED' },
  getRetention: { request: () => ({ homeId: 'SH2' }), code: 'HOME_DENIED' },
  complain: {
    request: (scene) => ({ complaints: [{ ...secondWindow(scene), code: 'RECORD_SEAL_BROKEN' }] }),
    code: 'ROLE_DENIED',
  },
  listComplaints: { request: () => ({ homeId: 'SH2' }), code: 'HOME_DENIED' },
  republishWindow: {
    request: (scene) => republication(scene)[0],
    transient: (scene) => republication(scene)[1],
    code: 'HOME_DENIED',
  },
  revealWindow: {
    request: (scene) => {
      const place = { domain: 'any', ...secondWindow(scene), purpose: 'complaint' };
      const sealed = sealRecordKey(Buffer.from(scene.dek, 'hex'), generateX25519().publicKey, place);
      return { ...secondWindow(scene), communityKeyVersion: 1, sealedDek: sealed.toString('base64') };
    },
    transient: ({ dek }) => ({ dek }),
    code: 'HOME_DENIED',
  },
  decideWindows: {
    request: ({ meter: { deviceId } }) => ({ decisions: [{ deviceId, sequence: 2, verdict: 'accepted' }] }),
    code: 'ROLE_DENIED',
  },
  purgePayload: { request: firstWindow, code: 'HOME_DENIED' },
  getWindow: { request: firstWindow, code: 'HOME_DENIED' },
  getLastWindow: { request: ({ meter: { deviceId } }) => ({ deviceId }), code: 'HOME_DENIED' },
  // Public ciphertext: a delegatee reads it as well.
  getEssential: { request: firstWindow },
  getExtended: { request: firstWindow, code: 'HOME_DENIED' },
  deliverStatement: {
    request: () => ({ homeId: 'SH2', statementId: '2010-02-02' }),
    transient: ({ statement }) => ({ statement: { ...statement, statementId: '2010-02-02' } }),
    code: 'ROLE_DENIED',
  },
  getStatement: {
    request: ({ statement: { homeId, statementId } }) => ({ homeId, statementId }),
    code: 'HOME_DENIED',
  },
};
