import { asSubmission } from '../../harness/asSubmission.js';
import type { AccessCases } from './AccessCase.js';
import type { AccessScene } from './AccessScene.js';

const firstWindow = ({ meter: { deviceId } }: AccessScene): { deviceId: string; sequence: number } => ({
  deviceId,
  sequence: 1,
});

export const monitoringCases: AccessCases<'monitoring'> = {
  submitWindows: {
    request: ({ meter }) => asSubmission([meter.window({ amounts: [7] })])[0],
    transient: ({ meter }) => asSubmission([meter.window({ amounts: [7] })])[1],
    code: 'HOME_DENIED',
  },
  decideWindows: {
    request: ({ meter: { deviceId } }) => ({ decisions: [{ deviceId, sequence: 2, verdict: 'accepted' }] }),
    code: 'ROLE_DENIED',
  },
  purgePayload: { request: firstWindow, code: 'HOME_DENIED' },
  getWindow: { request: firstWindow, code: 'HOME_DENIED' },
  getLastWindow: { request: ({ meter: { deviceId } }) => ({ deviceId }), code: 'HOME_DENIED' },
  getPayload: { request: firstWindow, code: 'HOME_DENIED' },
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
