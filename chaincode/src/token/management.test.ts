import { expect } from 'chai';
import type { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import type { Receipt } from '../../test/Receipt.js';
import { TestIdentity } from '../../test/TestIdentity.js';
import { TokenScene } from '../../test/TokenScene.js';

type Fields = Readonly<Record<string, unknown>>;
const UNKNOWN = `acc-${'9'.repeat(32)}`;

describe('the token’s owner', () => {
  const second = new TestIdentity('CommunityMSP');
  let scene: TokenScene;
  let community: Community;
  beforeEach(async () => {
    scene = new TokenScene();
    ({ community } = scene);
    await scene.start();
    await community.enrol(second, 'operator');
  });

  const handOn = (to: TestIdentity, by = community.operator): Promise<Receipt> =>
    scene.run(by, 'transferOwn', { newOwner: { mspId: to.mspId, keyHash: to.keyHash } });
  const freeze = (accountId: string, isFrozen = true): Promise<Receipt> =>
    scene.run(community.operator, 'freezeAccount', { accountId, isFrozen });

  it('alone manages it, whichever other operators there are', async () => {
    const some = { destination: scene.home, amount: '1' };
    const managing: [Parameters<TokenScene['run']>[1], Fields][] = [
      ['transferOwn', { newOwner: { mspId: second.mspId, keyHash: second.keyHash } }],
      ['setFees', { transferFeeBp: 1, rewardBp: 1 }],
      ['payReward', { to: scene.home, fold: [`${'0'.repeat(64)}-reward`] }],
      ['freezeAccount', { accountId: scene.home, isFrozen: true }],
      ['closeCounter', {}],
      ['openCounter', { buyPrice: '1', sellPrice: '1' }],
      ['createToken', some],
      ['withdrawReserve', some],
    ];
    for (const [fn, request] of managing) await expectCode(scene.run(second, fn, request), 'OWNER_DENIED');
    await handOn(second);
    for (const [fn, request] of managing) {
      await expectCode(scene.run(community.operator, fn, request), 'OWNER_DENIED');
    }
    await scene.run(second, 'setFees', { transferFeeBp: 1, rewardBp: 1 });
  });

  it('hands it on to an active operator, and everybody is told', async () => {
    for (const unfit of [community.household, community.auditor, new TestIdentity('CommunityMSP', 'admin')]) {
      await expectCode(handOn(unfit), 'OWNER_UNFIT');
    }
    const { mspId, keyHash } = second;
    const { writes, event } = await handOn(second);
    expect(Object.keys(writes)).to.deep.equal(['token']);
    expect(writes.token).to.deep.include({ symbol: 'SCT', fund: scene.fund, owner: { mspId, keyHash } });
    expect(event).to.deep.equal({ name: 'OwnershipTransferred', payload: { mspId, keyHash } });
    const status = { mspId, keyHash: community.operator.keyHash, status: 'suspended' };
    await community.ledger.run(second, 'registry', 'setPartyStatus', status);
    await expectCode(handOn(community.operator, second), 'OWNER_UNFIT');
  });

  it('is replaced by the operators that are left, once its key is revoked', async () => {
    await expectCode(handOn(second, second), 'OWNER_DENIED');
    const { mspId, keyHash } = community.operator;
    const party = { mspId, keyHash };
    const setStatus = (status: string): Promise<Receipt> =>
      community.ledger.run(second, 'registry', 'setPartyStatus', { ...party, status });
    await setStatus('suspended');
    await expectCode(handOn(second, second), 'OWNER_DENIED');
    await setStatus('revoked');
    await expectCode(handOn(community.household, second), 'OWNER_UNFIT');
    await expectCode(scene.run(second, 'setFees', { transferFeeBp: 1, rewardBp: 1 }), 'OWNER_DENIED');
    const { event } = await handOn(second, second);
    expect(event).to.deep.equal({
      name: 'OwnershipTransferred',
      payload: { mspId: second.mspId, keyHash: second.keyHash },
    });
    await scene.run(second, 'setFees', { transferFeeBp: 1, rewardBp: 1 });
  });

  describe('freezes an account', () => {
    it('which then cannot pay, sell, hold, promise or withdraw', async () => {
      const fold = [`${(await scene.transfer()).transactionId}-transfer`];
      const money = [await scene.deposit(scene.home, '100')];
      await scene.fillReserve('1000');
      await scene.openCounter('100', '100');
      expect((await freeze(scene.home)).writes).to.deep.equal({
        [`frozenAccount/${scene.home}`]: { isFrozen: true },
      });
      const { household } = community;
      const payment = { from: scene.home, to: scene.shop, amount: '1', fold };
      const spending = { accountId: scene.home, amount: '1', fold: money };
      await expectCode(scene.run(household, 'transfer', payment), 'ACCOUNT_FROZEN');
      await expectCode(scene.hold({ fold }), 'ACCOUNT_FROZEN');
      await expectCode(scene.run(household, 'sell', { ...spending, fold }), 'ACCOUNT_FROZEN');
      await expectCode(scene.run(household, 'buy', spending), 'ACCOUNT_FROZEN');
      await expectCode(scene.run(household, 'issueVoucher', { ...scene.voucher(), fold }), 'ACCOUNT_FROZEN');
      const withdrawal = { ...spending, withdrawalId: 'e'.repeat(32) };
      await expectCode(scene.run(household, 'requestWithdrawal', withdrawal), 'ACCOUNT_FROZEN');
      await freeze(scene.home, false);
      await scene.run(household, 'transfer', payment);
      await scene.run(household, 'requestWithdrawal', withdrawal);
    });

    it('which then receives nothing from others', async () => {
      await scene.hold({ expiresAt: community.origin + 7200 });
      await freeze(scene.shop);
      const give = { to: scene.shop, fold: [] };
      await expectCode(scene.transfer(give), 'ACCOUNT_FROZEN');
      await expectCode(scene.hold({ fold: [], holdId: 'e'.repeat(32) }), 'ACCOUNT_FROZEN');
      await expectCode(scene.capture(community.supplier, '1'), 'ACCOUNT_FROZEN');
      await scene.run(community.household, 'issueVoucher', { ...scene.voucher(), fold: [] });
      const redeeming = { voucherId: scene.voucher().voucherId, code: scene.code, to: scene.shop };
      await expectCode(scene.run(community.supplier, 'redeemVoucher', redeeming), 'ACCOUNT_FROZEN');
      await expectCode(
        scene.run(community.operator, 'createToken', { destination: scene.shop, amount: '1' }),
        'ACCOUNT_FROZEN',
      );
      await scene.release(community.supplier);
    });

    it('which still gets back what was its own', async () => {
      await scene.hold();
      await scene.run(community.household, 'issueVoucher', { ...scene.voucher(), fold: [] });
      await freeze(scene.home);
      await scene.deposit(scene.home, '5');
      community.pass(86_400);
      await scene.release(community.household);
      const { voucherId } = scene.voucher();
      await scene.run(community.household, 'reclaimVoucher', { voucherId });
      const { result } = await scene.run(community.auditor, 'getBalance', { accountId: scene.home });
      expect(result).to.have.property('amount', '300');
    });

    it('that there is, and shows it to those who may see it', async () => {
      await expectCode(freeze(UNKNOWN), 'ACCOUNT_UNKNOWN');
      const ask = async (by: TestIdentity): Promise<unknown> =>
        (await scene.run(by, 'getAccount', { accountId: scene.home })).result;
      await scene.run(community.household, 'setRestock', { accountId: scene.home, minBalance: '7' });
      await freeze(scene.home);
      for (const by of [community.household, community.operator, community.auditor]) {
        expect(await ask(by)).to.deep.include({ accountId: scene.home, isFrozen: true, minBalance: '7' });
      }
      await expectCode(ask(community.neighbour), 'ACCOUNT_DENIED');
    });
  });

  describe('sets fees', () => {
    it('which transfers pay to the fund on top, rounded up', async () => {
      await scene.run(community.operator, 'setFees', { transferFeeBp: 150, rewardBp: 5000 });
      const { writes, transactionId } = await scene.transfer();
      // 1.5 % of 300 are 4.5.
      expect(writes).to.deep.equal({
        [`balance/${scene.treasury}`]: { amount: '695' },
        [`credit/${scene.treasury}/${scene.supply}`]: null,
        [`credit/${scene.home}/${transactionId}-transfer`]: { amount: '300' },
        [`credit/${scene.fund}/${transactionId}-fee`]: { amount: '3' },
        [`credit/${scene.fund}/${transactionId}-reward`]: { amount: '2' },
      });
      await expectCode(scene.transfer({ amount: '695', fold: [] }), 'BALANCE_INSUFFICIENT');
      expect((await scene.run(community.household, 'getFees')).result).to.deep.equal({
        transferFeeBp: 150,
        rewardBp: 5000,
      });
    });

    it('within bounds, none at first', async () => {
      expect((await scene.run(community.household, 'getFees')).result).to.deep.equal({
        transferFeeBp: 0,
        rewardBp: 0,
      });
      for (const fees of [
        { transferFeeBp: 1001, rewardBp: 0 },
        { transferFeeBp: 0, rewardBp: 10_001 },
        { transferFeeBp: -1, rewardBp: 0 },
      ]) {
        await expectCode(scene.run(community.operator, 'setFees', fees), 'INPUT_INVALID');
      }
    });

    it('out of which rewards are paid, and out of nothing else', async () => {
      const { operator } = community;
      await scene.run(operator, 'setFees', { transferFeeBp: 1000, rewardBp: 10_000 });
      const first = (await scene.transfer()).transactionId;
      const reward = { to: scene.shop, fold: [`${first}-reward`] };
      const plain = (await scene.transfer({ to: scene.fund, fold: [], amount: '10' })).transactionId;
      await expectCode(
        scene.run(operator, 'payReward', { ...reward, fold: [`${plain}-transfer`] }),
        'REWARD_DENIED',
      );
      await expectCode(scene.run(operator, 'payReward', { ...reward, to: scene.fund }), 'REWARD_DENIED');
      await expectCode(scene.run(operator, 'payReward', { ...reward, to: UNKNOWN }), 'ACCOUNT_UNKNOWN');
      await expectCode(scene.run(operator, 'payReward', { ...reward, fold: [] }), 'INPUT_INVALID');
      await freeze(scene.shop);
      await expectCode(scene.run(operator, 'payReward', reward), 'ACCOUNT_FROZEN');
      await freeze(scene.shop, false);
      const { writes, transactionId } = await scene.run(operator, 'payReward', reward);
      expect(writes).to.deep.equal({
        [`balance/${scene.fund}`]: { amount: '0' },
        [`credit/${scene.fund}/${first}-reward`]: null,
        [`credit/${scene.shop}/${transactionId}-payout`]: { amount: '30' },
      });
      await expectCode(scene.run(operator, 'payReward', reward), 'CREDIT_UNKNOWN');
      const { mspId, keyHash } = community.supplier;
      const status = { mspId, keyHash, status: 'suspended' };
      await community.ledger.run(operator, 'registry', 'setPartyStatus', status);
      const next = `${(await scene.transfer({ fold: [], amount: '10' })).transactionId}-reward`;
      await expectCode(scene.run(operator, 'payReward', { ...reward, fold: [next] }), 'REWARD_DENIED');
    });
  });

  describe('lets accounts restock', () => {
    it('so that a purchase leaves what they want to keep', async () => {
      const fold = [await scene.deposit(scene.home, '1000')];
      await scene.fillReserve('1000');
      await scene.openCounter('100', '100');
      const { household } = community;
      const restock = { accountId: scene.home, minBalance: '940' };
      await expectCode(scene.run(community.neighbour, 'setRestock', restock), 'ACCOUNT_DENIED');
      const { writes } = await scene.run(household, 'setRestock', restock);
      expect(writes).to.deep.equal({ [`restock/${scene.home}`]: { minBalance: '940' } });
      const spending = { accountId: scene.home, amount: '500', fold };
      const bought = await scene.run(household, 'buy', spending);
      expect(bought.writes).to.deep.include({
        [`currencyBalance/${scene.home}`]: { amount: '940' },
        [`credit/${scene.home}/${bought.transactionId}-purchase`]: { amount: '60' },
      });
      await expectCode(scene.run(household, 'buy', { ...spending, fold: [] }), 'AMOUNT_TOO_SMALL');
      await scene.run(household, 'setRestock', { ...restock, minBalance: '0' });
      await scene.run(household, 'buy', { ...spending, fold: [] });
    });
  });
});
