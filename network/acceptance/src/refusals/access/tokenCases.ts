import { random16Hex } from '@acequia/protocol';
import type { AccessCases } from './AccessCase.js';
import type { AccessScene } from './AccessScene.js';

const payment = ({ account, ownAccount, credit }: AccessScene): object => ({
  from: account,
  to: ownAccount,
  amount: '1',
  fold: [credit],
});
const spending = ({ account }: AccessScene): object => ({ accountId: account, amount: '1', fold: [] });
const minting = ({ ownAccount }: AccessScene): object => ({ destination: ownAccount, amount: '1' });
const voucherOf = ({ voucherId }: AccessScene): { voucherId: string } => ({ voucherId });
const withdrawalOf = ({ withdrawalId }: AccessScene): { withdrawalId: string } => ({ withdrawalId });
const holdOf = ({ holdId }: AccessScene): { holdId: string } => ({ holdId });

export const tokenCases: AccessCases<'token'> = {
  publish: {
    request: ({ ownAccount }) => ({
      name: 'Mine',
      symbol: 'MINE',
      decimals: 0,
      supply: '1000',
      treasury: ownAccount,
      fund: ownAccount,
    }),
    code: 'ROLE_DENIED',
  },
  getToken: { request: () => ({}) },
  transferOwn: {
    request: () => ({ newOwner: { mspId: 'SH1MSP', keyHash: '0'.repeat(64) } }),
    code: 'ROLE_DENIED',
  },
  setFees: { request: () => ({ transferFeeBp: 1000, rewardBp: 0 }), code: 'ROLE_DENIED' },
  getFees: { request: () => ({}) },
  payReward: {
    request: ({ ownAccount }) => ({ to: ownAccount, fold: [`${'0'.repeat(64)}-reward`] }),
    code: 'ROLE_DENIED',
  },
  freezeAccount: { request: ({ account }) => ({ accountId: account, isFrozen: true }), code: 'ROLE_DENIED' },
  setRestock: { request: ({ account }) => ({ accountId: account, minBalance: '9' }), code: 'ACCOUNT_DENIED' },
  getAccount: { request: ({ account }) => ({ accountId: account }), code: 'ACCOUNT_DENIED' },
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
  depositCurrency: {
    request: ({ ownAccount }) => ({ accountId: ownAccount, amount: '1000', reference: 'FORGED-1' }),
    code: 'ROLE_DENIED',
  },
  requestWithdrawal: {
    request: (scene) => ({ ...spending(scene), withdrawalId: random16Hex() }),
    code: 'ACCOUNT_DENIED',
  },
  settleWithdrawal: {
    request: (scene) => ({ ...withdrawalOf(scene), settlement: { outcome: 'refused' } }),
    code: 'ROLE_DENIED',
  },
  getWithdrawal: { request: withdrawalOf, code: 'ACCOUNT_DENIED' },
  publishMarketPrice: {
    request: () => ({
      price: { resource: 'power', priceMicro: '1', at: 0, sequence: 1 },
      publicKey: '',
      signature: '',
    }),
    code: 'ROLE_DENIED',
  },
  /** Nobody feeds it in these tests. */
  getMarketPrice: { request: () => ({ resource: 'power' }), code: 'MARKET_PRICE_UNKNOWN' },
  buy: { request: spending, code: 'ACCOUNT_DENIED' },
  sell: { request: spending, code: 'ACCOUNT_DENIED' },
  getPrice: { request: () => ({}) },
  closeCounter: { request: () => ({}), code: 'ROLE_DENIED' },
  openCounter: { request: () => ({ buyPrice: '2', sellPrice: '1' }), code: 'ROLE_DENIED' },
  foldReserve: { request: () => ({ deltas: ['0'.repeat(64)] }), code: 'ROLE_DENIED' },
  createToken: { request: minting, code: 'ROLE_DENIED' },
  fundReserve: { request: spending, code: 'ROLE_DENIED' },
  withdrawReserve: { request: minting, code: 'ROLE_DENIED' },
  getReserve: { request: () => ({}) },
  issueVoucher: {
    request: ({ account }) => ({
      voucherId: random16Hex(),
      issuer: account,
      codeHash: '0'.repeat(64),
      amount: '1',
      payees: [],
      expiresAt: 4_000_000_000,
      fold: [],
    }),
    code: 'ACCOUNT_DENIED',
  },
  redeemVoucher: {
    request: (scene) => ({ ...voucherOf(scene), code: scene.voucherCode, to: scene.ownAccount }),
    code: 'VOUCHER_DENIED',
  },
  reclaimVoucher: { request: voucherOf, code: 'ACCOUNT_DENIED' },
  getVoucher: { request: voucherOf, code: 'ACCOUNT_DENIED' },
};
