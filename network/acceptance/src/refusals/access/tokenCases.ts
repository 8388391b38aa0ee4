import { random16Hex } from '@acequia/protocol';
import type { AccessCases } from './AccessCase.js';
import type { AccessScene } from './AccessScene.js';

const payment = ({ account, ownAccount, credit }: AccessScene): object => ({
  from: account,
  to: ownAccount,
  amount: '1',
  fold: [credit],
});
const holdOf = ({ holdId }: AccessScene): { holdId: string } => ({ holdId });

export const tokenCases: AccessCases<'token'> = {
  publish: {
    request: ({ ownAccount }) => ({
      name: 'Mine',
      symbol: 'MINE',
      decimals: 0,
      supply: '1000',
      treasury: ownAccount,
    }),
    code: 'ROLE_DENIED',
  },
  getToken: { request: () => ({}) },
  openAccount: { request: ({ account }) => ({ accountId: account }), code: 'ACCOUNT_EXISTS' },
  transfer: { request: payment, code: 'ACCOUNT_DENIED' },
  hold: {
    request: (scene) => ({ ...payment(scene), holdId: random16Hex(), expiresAt: 4_000_000_000 }),
    code: 'ACCOUNT_DENIED',
  },
  releaseHold: { request: holdOf, code: 'ACCOUNT_DENIED' },
  captureHold: { request: (scene) => ({ ...holdOf(scene), amount: '1' }), code: 'ACCOUNT_DENIED' },
  getHold: { request: holdOf, code: 'ACCOUNT_DENIED' },
  getBalance: { request: ({ account }) => ({ accountId: account }), code: 'ACCOUNT_DENIED' },
};
