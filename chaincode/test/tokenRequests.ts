import { resourceSchema, sha256Hex, signMarketPrice, voucherCodeHash } from '@acequia/protocol';
import type { Player } from './Player.js';
import type { TokenPlace } from './TokenPlace.js';
import type { TokenStep } from './TokenStep.js';

/** A request of a random step; the fields that say for whom it is are text. */
export type TokenRequest = Readonly<Record<string, unknown>> &
  Readonly<Partial<Record<'accountId' | 'from' | 'to' | 'issuer' | 'holdId' | 'voucherId', string>>>;

/** Ids of holds, vouchers and withdrawals: few, so that some are taken twice. */
const idOf = ({ pick }: TokenStep): string => sha256Hex(`id ${String(pick)}`).slice(0, 32);
const codeOf = (voucherId: string): string => sha256Hex(`code ${voucherId}`).slice(0, 32);

/** A credit that is not there any more. */
const SPENT = `${sha256Hex('spent')}-transfer`;

/** How a step becomes a request, by function. */
export function tokenRequests(
  place: TokenPlace<Player>,
): Readonly<Record<string, (step: TokenStep) => TokenRequest>> {
  const { community, books, till, fund } = place;
  const account = (index: number): string => place.accounts[index % place.accounts.length] ?? '';
  const now = (): number => community.now;
  /** What lies in the account, newest not first; now and then none of it, a credit twice, or one that is spent. */
  const fold = (accountId: string, { isHonest, pick }: TokenStep, asset?: 'currency'): string[] => {
    const credits = books.credits(accountId, asset);
    const others = [[], [...credits, ...credits], [SPENT, ...credits]];
    return (isHonest ? credits : (others[pick % others.length] ?? [])).slice(0, 200);
  };
  const spending = (
    step: TokenStep,
    asset?: 'currency',
    accountId = account(step.account),
  ): TokenRequest => ({
    accountId,
    amount: String(step.amount),
    fold: fold(accountId, step, asset),
  });
  const payment = (step: TokenStep): TokenRequest => {
    const from = account(step.account);
    return { from, to: account(step.other), amount: String(step.amount), fold: fold(from, step) };
  };
  /** One of those that there are; an honest party's is open. */
  const known = (type: string, { isHonest, pick }: TokenStep): string => {
    const outcomes = books.of(`${type}Outcome`);
    const ids = [...books.of(type).keys()].filter((id) => !isHonest || !outcomes.has(id));
    return ids[pick % ids.length] ?? '0'.repeat(32);
  };

  return {
    publish: () => ({
      name: 'T',
      symbol: 'TT',
      decimals: 0,
      supply: '5',
      treasury: till,
      fund,
    }),
    transferOwn: ({ by, other, isHonest }) => {
      const { identities } = place;
      const { mspId, keyHash } =
        identities[(isHonest ? by % 2 : other) % identities.length] ?? community.operator;
      return { newOwner: { mspId, keyHash } };
    },
    setFees: ({ amount, pick }) => ({ transferFeeBp: amount, rewardBp: (pick % 11) * 1000 }),
    payReward: ({ other, isHonest }) => ({
      to: account(other),
      fold: books.credits(fund).filter((id) => !isHonest || id.endsWith('-reward')),
    }),
    openAccount: ({ pick }) => ({ accountId: `acc-${String(pick).padStart(32, '9')}` }),
    freezeAccount: (step) => ({ accountId: account(step.account), isFrozen: step.pick % 5 === 0 }),
    setRestock: (step) => ({ accountId: account(step.account), minBalance: String(step.amount) }),
    transfer: payment,
    hold: (step) => ({ ...payment(step), holdId: idOf(step), expiresAt: now() + 1000 }),
    releaseHold: (step) => ({ holdId: known('hold', step) }),
    captureHold: (step) => ({ holdId: known('hold', step), amount: String(step.amount) }),
    depositCurrency: (step) => ({
      accountId: account(step.account),
      amount: String(3 * step.amount),
      reference: `REF-${String(step.isHonest ? books.of('bankBooking').size : step.pick)}`,
    }),
    requestWithdrawal: (step) => ({ ...spending(step, 'currency'), withdrawalId: idOf(step) }),
    settleWithdrawal: (step) => {
      const withdrawalId = known('withdrawal', step);
      const reference = `PAID-${withdrawalId.slice(0, 20).toUpperCase()}`;
      const paid = { outcome: 'paid', reference };
      return { withdrawalId, settlement: step.pick % 3 === 0 ? { outcome: 'refused' } : paid };
    },
    publishMarketPrice: ({ by, other, pick, isHonest }) => {
      const resource = resourceSchema.options[other % 3] ?? 'water';
      const last = books.marketPrice(resource);
      const priceMicro = String(Math.max(1, Number(last?.priceMicro ?? '1000') + 10 * ((pick % 13) - 6)));
      const sequence = (last?.sequence ?? 0) + (isHonest ? 1 : by % 3);
      const price = { resource, priceMicro, sequence, at: now() };
      return { ...signMarketPrice(price, community.channel, community.supplier.privateKey) };
    },
    buy: (step) => spending(step, 'currency'),
    sell: (step) => spending(step),
    closeCounter: () => ({}),
    openCounter: ({ amount, pick }) => {
      const last = Number(books.of('price').get('')?.sellPrice ?? '100');
      const sellPrice = Math.max(1, last + (pick % 2 === 0 ? 0 : (pick % 15) - 7));
      return { sellPrice: String(sellPrice), buyPrice: String(Math.max(1, sellPrice + (amount % 20) - 1)) };
    },
    foldReserve: ({ isHonest }) => {
      const inFirst = [...books.of('reserveDelta')].sort(([, a], [, b]) =>
        a.direction === b.direction ? 0 : a.direction === 'in' ? -1 : 1,
      );
      const ids = inFirst.map(([id]) => id);
      return { deltas: (isHonest ? ids : [...ids, ...ids]).slice(0, 200) };
    },
    /** An honest owner makes no more than the reserve covers. */
    createToken: ({ isHonest, account: index, amount }) => {
      const { sellPrice = '1', per = '1' } = books.of('price').get('') ?? {};
      const covered = Number((books.surplus * BigInt(per)) / BigInt(sellPrice));
      const made = isHonest ? Math.max(1, Math.min(amount, covered)) : amount;
      return { destination: account(index), amount: String(made) };
    },
    fundReserve: (step) => spending(step, 'currency', step.isHonest ? till : undefined),
    /** An honest owner takes all that is not needed, so that any slip at the counter shows. */
    withdrawReserve: (step) => ({
      destination: account(step.account),
      amount: String(step.isHonest ? books.surplus : step.amount),
    }),
    issueVoucher: (step) => {
      const [voucherId, issuer] = [idOf(step), account(step.account)];
      return {
        voucherId,
        issuer,
        codeHash: voucherCodeHash(voucherId, codeOf(voucherId)),
        amount: String(step.amount),
        payees: step.pick % 2 === 0 ? [] : [account(step.other)],
        expiresAt: now() + 1500,
        fold: fold(issuer, step),
      };
    },
    redeemVoucher: (step) => {
      const voucherId = known('voucher', step);
      const to = (step.isHonest ? books.payeeOf(voucherId) : undefined) ?? account(step.other);
      return { voucherId, code: codeOf(step.isHonest ? voucherId : 'guessed'), to };
    },
    reclaimVoucher: (step) => ({ voucherId: known('voucher', step) }),
  };
}
