import type { Committed } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import { HomeCounter, type CounterParts } from './HomeCounter.js';

const accountId = `acc-${'1'.repeat(32)}`;
const requestId = 'a'.repeat(32);
const COMMITTED: Committed = { requestId, transactionId: '0'.repeat(64), blockNumber: 1 };
const creditOf = (asset: string): string =>
  `${asset === 'currency' ? 'c'.repeat(64) : 'd'.repeat(64)}-deposit`;

describe('HomeCounter', () => {
  let sent: [string, unknown][];
  let counter: HomeCounter;

  beforeEach(() => {
    sent = [];
    const write =
      (name: string) =>
      async (request: unknown): Promise<Committed> => {
        sent.push([name, request]);
        return Promise.resolve(COMMITTED);
      };
    const token: CounterParts['ledger']['token'] = {
      buy: write('buy'),
      sell: write('sell'),
      requestWithdrawal: write('requestWithdrawal'),
      redeemVoucher: write('redeemVoucher'),
      getBalance: async ({ accountId: asked, asset = 'token' }) =>
        Promise.resolve({
          accountId: asked,
          amount: '900',
          folded: '0',
          credits: [{ creditId: creditOf(asset), amount: '900' }],
        }),
    };
    counter = new HomeCounter({ ledger: { token }, account: async () => Promise.resolve(accountId) });
  });

  it('buys with the currency that came in, and says the least that it takes', async () => {
    await counter.buy({ requestId, amount: '500', least: '250' });
    const fold = [creditOf('currency')];
    expect(sent).to.deep.equal([['buy', { requestId, accountId, amount: '500', least: '250', fold }]]);
  });

  it('sells tokens that came in', async () => {
    await counter.sell({ requestId, amount: '500', least: '250' });
    const fold = [creditOf('token')];
    expect(sent).to.deep.equal([['sell', { requestId, accountId, amount: '500', least: '250', fold }]]);
  });

  it('names a payout of the bank by its request, so that it is asked for once', async () => {
    await counter.payout({ requestId, amount: '7' });
    const fold = [creditOf('currency')];
    expect(sent).to.deep.equal([
      ['requestWithdrawal', { requestId, withdrawalId: requestId, accountId, amount: '7', fold }],
    ]);
  });

  it('redeems vouchers to its own account', async () => {
    const voucher = { requestId, voucherId: 'b'.repeat(32), code: 'e'.repeat(32) };
    await counter.redeem(voucher);
    expect(sent).to.deep.equal([['redeemVoucher', { ...voucher, to: accountId }]]);
  });
});
