import { random16Hex } from '@acequia/protocol';
import type { AccessCases } from './AccessCase.js';
import type { AccessScene } from './AccessScene.js';

const periodOf = ({ period: { periodId } }: AccessScene): { periodId: string } => ({ periodId });

export const quotaCases: AccessCases<'quota'> = {
  openPeriod: {
    request: ({ account }) => ({
      periodId: '2030-01',
      start: 1_893_456_000,
      end: 1_896_134_400,
      contracts: [{ resource: 'energy', lotSize: '1000', lots: 1 }],
      holdings: [{ accountId: account, resource: 'energy', lots: 1 }],
    }),
    code: 'ROLE_DENIED',
  },
  moveLots: {
    request: ({ period: { periodId, accounts } }) => ({
      periodId,
      resource: 'energy',
      from: accounts.SH2,
      to: accounts.SH1,
      lots: 1,
    }),
    code: 'ROLE_DENIED',
  },
  adjustContract: {
    request: ({ period: { periodId, accounts } }) => ({
      periodId,
      resource: 'energy',
      lots: 59,
      holdings: [{ accountId: accounts.SH2, lots: 19 }],
    }),
    code: 'ROLE_DENIED',
  },
  addProducedLots: {
    request: ({ period: { periodId, accounts } }) => ({
      periodId,
      accountId: accounts.SH1,
      lots: 1,
      evidenceHash: 'e'.repeat(64),
    }),
    code: 'ROLE_DENIED',
  },
  // Closing what is due is everybody's right; this period is closed already.
  closePeriod: { request: periodOf, code: 'PERIOD_CLOSED' },
  assignAccount: {
    request: () => ({ homeId: 'SH2' }),
    transient: ({ ownAccount }) => ({ quotaAccount: { accountId: ownAccount, salt: random16Hex() } }),
    code: 'ROLE_DENIED',
  },
  getPeriod: { request: periodOf },
  getHoldings: { request: periodOf },
  listProducedLots: { request: periodOf },
  checkEquation9: { request: periodOf },
  getQuotaAccount: { request: () => ({ homeId: 'SH2' }), code: 'HOME_DENIED' },
};
