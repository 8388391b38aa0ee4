import type { Role, Transactions } from '@acequia/protocol';
import type { AccessCase } from './AccessCase.js';
import type { AccessWorld } from './AccessWorld.js';

const operator: readonly Role[] = ['operator'];
const holders: readonly Role[] = ['operator', 'household', 'installer', 'supplier'];
const all: readonly Role[] = ['operator', 'household', 'auditor', 'installer', 'supplier'];

/** A case for every function of the token: accounts are their owners', management the operators', the reserve everybody's to see. */
export function tokenAccessCases({ scene, voucher, withdrawalId }: AccessWorld): {
  readonly [F in keyof Transactions['token']]: AccessCase;
} {
  const { community, home, shop, holdId, treasury, fund } = scene;
  const { mspId, keyHash } = community.operator;
  const only = (request: AccessCase['request'], roles = operator): AccessCase => ({
    roles,
    request,
    neighbour: 'ROLE_DENIED',
  });
  const open = (request: AccessCase['request'], roles = all): AccessCase => ({
    roles,
    request,
    neighbour: 'everybody',
  });
  const owned = (roles: readonly Role[], request: AccessCase['request']): AccessCase => ({
    roles,
    request,
    neighbour: 'ACCOUNT_DENIED',
  });
  const { voucherId } = voucher;
  const spent = { accountId: home, amount: '1', fold: [] };
  const money = { accountId: home, amount: '1', reference: '2016-1' };
  const held = { from: home, to: shop, amount: '1', fold: [], expiresAt: community.origin + 86_400 };
  return {
    publish: only({ name: 'T', symbol: 'TT', decimals: 0, supply: '1', treasury, fund }),
    getToken: { ...open({}), traders: true },
    transferOwn: only({ newOwner: { mspId, keyHash } }),
    setFees: only({ transferFeeBp: 1, rewardBp: 1 }),
    getFees: open({}),
    payReward: only({ to: home, fold: [`${'0'.repeat(64)}-reward`] }),
    openAccount: { ...open({ accountId: `acc-${'e'.repeat(32)}` }, holders), traders: true },
    freezeAccount: only({ accountId: home, isFrozen: true }),
    setRestock: owned(holders, { accountId: home, minBalance: '1' }),
    getAccount: owned(all, { accountId: home }),
    transfer: { ...owned(holders, { from: home, to: shop, amount: '1', fold: [] }), traders: true },
    hold: owned(holders, { holdId: 'e'.repeat(32), ...held }),
    releaseHold: owned(holders, { holdId }),
    captureHold: owned(holders, { holdId, amount: '1' }),
    getHold: owned(all, { holdId }),
    getBalance: { ...owned(all, { accountId: home }), traders: true },
    depositCurrency: only(money),
    requestWithdrawal: owned(holders, { withdrawalId: 'e'.repeat(32), ...spent }),
    settleWithdrawal: only({ withdrawalId, settlement: { outcome: 'refused' } }),
    getWithdrawal: owned(all, { withdrawalId }),
    publishMarketPrice: only({ ...scene.marketPrice('water', '2000', 1), requestId: 'e'.repeat(32) }, [
      'supplier',
    ]),
    getMarketPrice: open({ resource: 'water' }),
    buy: owned(holders, spent),
    sell: owned(holders, spent),
    getPrice: open({}),
    closeCounter: only({}),
    openCounter: only({ buyPrice: '2', sellPrice: '1' }),
    foldReserve: only({ deltas: ['0'.repeat(64)] }),
    createToken: only({ destination: home, amount: '1' }),
    fundReserve: only(spent),
    withdrawReserve: only({ destination: home, amount: '1' }),
    getReserve: open({}),
    issueVoucher: owned(holders, { ...voucher, voucherId: 'e'.repeat(32), fold: [] }),
    redeemVoucher: owned(holders, { voucherId, code: scene.code, to: home }),
    reclaimVoucher: owned(holders, { voucherId }),
    getVoucher: owned(all, { voucherId }),
  };
}
