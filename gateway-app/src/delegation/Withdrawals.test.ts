import { random16Hex } from '@acequia/protocol';
import { expect } from 'chai';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { ServiceAccounts } from './ServiceAccounts.js';
import { ServicePayments } from './ServicePayments.js';
import { Withdrawals } from './Withdrawals.js';

const SERVICE = `acc-${'5'.repeat(32)}`;
const HOME = `acc-${'6'.repeat(32)}`;
const FREE = { transferFeeBp: 0, rewardBp: 0 };

describe('Withdrawals', () => {
  let opened: OpenBook;

  beforeEach(() => {
    opened = openBook();
  });
  afterEach(() => {
    opened.close();
  });

  it('are paid though somebody has covered the service account with dust', async () => {
    const accounts = new ServiceAccounts(opened.book);
    const payments = new ServicePayments(opened.book);
    const withdrawals = new Withdrawals(accounts, payments, () => FREE);
    opened.book.transaction(() => {
      accounts.book('SH1', { kind: 'deposit', amount: '1000', at: 0 }, 'deposit/a');
      withdrawals.ask('SH1', HOME, '1000', 0);
    });
    const credit = (amount: string): { readonly creditId: string; readonly amount: string } => ({
      creditId: `${random16Hex()}${random16Hex()}-transfer`,
      amount,
    });
    const [large, dust] = [credit('1000'), Array.from({ length: 300 }, () => credit('1'))];
    const folds: (readonly string[])[] = [];
    const [withdrawal] = payments.due(0);
    if (withdrawal === undefined) throw new Error('it was asked for');
    const token = {
      transfer: ({
        requestId = '',
        fold,
      }: {
        readonly requestId?: string;
        readonly fold: readonly string[];
      }) => {
        folds.push(fold);
        return Promise.resolve({ requestId, transactionId: '', blockNumber: 0 });
      },
      getBalance: ({ accountId }: { readonly accountId: string }) =>
        Promise.resolve({ accountId, amount: '1300', folded: '0', credits: [...dust, large] }),
    };
    await payments.pay(withdrawal, token, SERVICE);
    expect(folds).to.have.length(1);
    expect(folds[0]?.[0]).to.equal(large.creditId);
    expect(folds[0]).to.have.length(200);
    expect(payments.due(0)).to.deep.equal([]);
  });

  it('take their fees from who is paid: no home empties the account of the others', () => {
    const accounts = new ServiceAccounts(opened.book);
    const payments = new ServicePayments(opened.book);
    const withdrawals = new Withdrawals(accounts, payments, () => ({ transferFeeBp: 100, rewardBp: 0 }));
    opened.book.transaction(() => {
      accounts.book('SH1', { kind: 'deposit', amount: '1000', at: 0 }, 'deposit/a');
      // The smallest payment costs as much again.
      withdrawals.ask('SH1', HOME, '1', 0);
    });
    expect(accounts.balance('SH1')).to.equal(998n);
    opened.book.transaction(() => {
      withdrawals.ask('SH1', HOME, '998', 0);
      withdrawals.ask('SH1', HOME, '998', 0);
    });
    expect(payments.due(0).map(({ amount }) => amount)).to.deep.equal(['1', '988']);
    expect(accounts.balance('SH1')).to.equal(0n);
  });
});
