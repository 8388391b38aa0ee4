import type { AccessCases } from './AccessCase.js';
import type { AccessScene } from './AccessScene.js';

const disputeOf = ({ dispute: { disputeId } }: AccessScene): { disputeId: string } => ({ disputeId });

export const disputesCases: AccessCases<'disputes'> = {
  openDispute: {
    request: ({ dispute: { opening } }) => ({ ...opening, disputeId: `D-${'f'.repeat(16)}` }),
    code: 'HOME_DENIED',
  },
  disclose: {
    request: ({ dispute: { disclosing } }) => disclosing[0],
    transient: ({ dispute: { disclosing } }) => disclosing[1],
    code: 'HOME_DENIED',
  },
  recordFinding: { request: ({ dispute: { finding } }) => finding, code: 'ROLE_DENIED' },
  closeDispute: { request: disputeOf, code: 'ROLE_DENIED' },
  getDispute: { request: disputeOf, code: 'HOME_DENIED' },
  listDisputes: { request: () => ({ homeId: 'SH2' }), code: 'HOME_DENIED' },
};
