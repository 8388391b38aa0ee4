import { hashCanonical } from '@acequia/protocol';
import { tariffOf } from '../../harness/documents.js';
import type { AccessCases } from './AccessCase.js';
import type { AccessScene } from './AccessScene.js';

const billOf = ({ bill: { number } }: AccessScene): { number: string } => ({ number });
const commitmentOf = ({ bill }: AccessScene): string => hashCanonical({ ...bill, totalMinor: '0' });

export const billingCases: AccessCases<'billing'> = {
  setTariff: { request: () => tariffOf('cheap'), code: 'ROLE_DENIED' },
  getTariff: { request: ({ tariffId }) => ({ tariffId }) },
  previewBill: {
    request: (scene) => ({
      ...billOf(scene),
      homeId: 'SH2',
      periodId: scene.period.periodId,
      commitment: commitmentOf(scene),
    }),
    code: 'ROLE_DENIED',
  },
  finaliseBill: {
    request: (scene) => ({ ...billOf(scene), commitment: commitmentOf(scene) }),
    code: 'ROLE_DENIED',
  },
  issueNote: {
    request: (scene) => ({
      number: 'C-ACCESS-1',
      kind: 'creditNote',
      corrects: scene.bill.number,
      commitment: commitmentOf(scene),
    }),
    code: 'ROLE_DENIED',
  },
  deliverBill: { request: billOf, transient: ({ bill }) => ({ document: bill }), code: 'ROLE_DENIED' },
  getBill: { request: billOf, code: 'HOME_DENIED' },
  listBills: { request: () => ({ homeId: 'SH2' }), code: 'HOME_DENIED' },
  getBillDocument: { request: billOf, code: 'HOME_DENIED' },
};
