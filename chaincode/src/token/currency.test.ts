import { MAX_AMOUNT } from '@acequia/protocol';
import { expect } from 'chai';
import type { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import type { Receipt } from '../../test/Receipt.js';
import { TokenScene } from '../../test/TokenScene.js';

const UNKNOWN = `acc-${'9'.repeat(32)}`;

describe('currency', () => {
  const withdrawalId = 'd'.repeat(32);
  let scene: TokenScene;
  let community: Community;
  beforeEach(async () => {
    scene = new TokenScene();
    ({ community } = scene);
    await scene.start();
  });

  const withdraw = (changes: Readonly<Record<string, unknown>> = {}): Promise<Receipt> =>
    scene.run(community.household, 'requestWithdrawal', {
      withdrawalId,
      accountId: scene.home,
      amount: '40',
      fold: [],
      ...changes,
    });
  const settle = (settlement: Readonly<Record<string, unknown>>): Promise<Receipt> =>
    scene.run(community.operator, 'settleWithdrawal', { withdrawalId, settlement });
  const paid = { outcome: 'paid', reference: '20160901-7' };

  it('is deposited under a reference of the bank’s, once', async () => {
    const booking = { accountId: scene.home, amount: '100', reference: '20160901-1' };
    const { writes, ranges, transactionId } = await scene.run(community.operator, 'depositCurrency', booking);
    expect(writes).to.deep.equal({
      'bankBooking/20160901-1': { kind: 'deposit', accountId: scene.home, amount: '100' },
      [`currencyCredit/${scene.home}/${transactionId}-deposit`]: { amount: '100' },
    });
    expect(ranges).to.deep.equal([]);
    for (const again of [booking, { ...booking, accountId: scene.shop, amount: '7' }]) {
      await expectCode(scene.run(community.operator, 'depositCurrency', again), 'REFERENCE_USED');
    }
    const other = { ...booking, reference: '20160901-2' };
    await expectCode(
      scene.run(community.operator, 'depositCurrency', { ...other, accountId: UNKNOWN }),
      'ACCOUNT_UNKNOWN',
    );
    for (const reference of ['', 'a', 'Rent of Ana', 'A'.repeat(36)]) {
      await expectCode(
        scene.run(community.operator, 'depositCurrency', { ...other, reference }),
        'INPUT_INVALID',
      );
    }
  });

  it('is told apart from tokens', async () => {
    const credit = await scene.deposit(scene.home, '100');
    const view = (asset?: string): Promise<Receipt> =>
      scene.run(community.household, 'getBalance', { accountId: scene.home, ...(asset && { asset }) });
    expect((await view()).result).to.deep.include({ amount: '0', credits: [] });
    expect((await view('token')).result).to.deep.include({ amount: '0', credits: [] });
    expect((await view('currency')).result).to.deep.equal({
      accountId: scene.home,
      amount: '100',
      folded: '0',
      credits: [{ creditId: credit, amount: '100' }],
    });
    const spending = { accountId: scene.home, amount: '1', fold: [credit] };
    await scene.fillReserve('1000');
    await scene.openCounter('100', '100');
    await expectCode(scene.run(community.household, 'sell', spending), 'CREDIT_UNKNOWN');
    await expectCode(
      scene.run(community.household, 'buy', { ...spending, fold: [scene.supply] }),
      'CURRENCY_CREDIT_UNKNOWN',
    );
  });

  it('is set aside for a withdrawal, of what is there', async () => {
    const credit = await scene.deposit(scene.home, '100');
    await expectCode(withdraw(), 'BALANCE_INSUFFICIENT');
    await expectCode(withdraw({ fold: [credit], amount: '101' }), 'BALANCE_INSUFFICIENT');
    await expectCode(withdraw({ fold: [credit, credit] }), 'CREDIT_DUPLICATE');
    await expectCode(withdraw({ accountId: scene.treasury }), 'ACCOUNT_DENIED');
    const { writes } = await withdraw({ fold: [credit] });
    const record = { withdrawalId, accountId: scene.home, amount: '40', at: community.origin };
    expect(writes).to.deep.equal({
      [`currencyBalance/${scene.home}`]: { amount: '60' },
      [`currencyCredit/${scene.home}/${credit}`]: null,
      [`withdrawal/${withdrawalId}`]: record,
    });
    await expectCode(withdraw(), 'WITHDRAWAL_EXISTS');
    await expectCode(withdraw({ withdrawalId: 'e'.repeat(32), amount: '61' }), 'BALANCE_INSUFFICIENT');
  });

  it('is paid out once, under a reference that nothing else has', async () => {
    const credit = await scene.deposit(scene.home, '100');
    await expectCode(settle(paid), 'WITHDRAWAL_UNKNOWN');
    await withdraw({ fold: [credit] });
    await expectCode(settle({ ...paid, reference: 'BOOKING-1' }), 'REFERENCE_USED');
    expect((await settle(paid)).writes).to.deep.equal({
      [`withdrawalOutcome/${withdrawalId}`]: paid,
      'bankBooking/20160901-7': { kind: 'payment', accountId: scene.home, amount: '40' },
    });
    await expectCode(settle(paid), 'WITHDRAWAL_SETTLED');
    await expectCode(settle({ outcome: 'refused' }), 'WITHDRAWAL_SETTLED');
    const { result } = await scene.run(community.household, 'getWithdrawal', { withdrawalId });
    expect(result).to.have.property('settlement').that.deep.equals(paid);
    await expectCode(scene.run(community.neighbour, 'getWithdrawal', { withdrawalId }), 'ACCOUNT_DENIED');
  });

  it('comes back when the withdrawal is refused, once', async () => {
    await withdraw({ fold: [await scene.deposit(scene.home, '100')] });
    const { writes, transactionId } = await settle({ outcome: 'refused' });
    expect(writes).to.deep.equal({
      [`withdrawalOutcome/${withdrawalId}`]: { outcome: 'refused' },
      [`currencyCredit/${scene.home}/${transactionId}-refund`]: { amount: '40' },
    });
    await expectCode(settle({ outcome: 'refused' }), 'WITHDRAWAL_SETTLED');
    await expectCode(settle(paid), 'WITHDRAWAL_SETTLED');
  });

  it('does not grow beyond what fits', async () => {
    const fold = [
      await scene.deposit(scene.home, MAX_AMOUNT.toString()),
      await scene.deposit(scene.home, '2'),
    ];
    await expectCode(withdraw({ fold, amount: '1' }), 'AMOUNT_OVERFLOW');
    await withdraw({ fold, amount: '2' });
  });
});
