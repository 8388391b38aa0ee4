import { MAX_AMOUNT } from '@acequia/protocol';
import { expect } from 'chai';
import type { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import type { Receipt } from '../../test/Receipt.js';
import { TokenScene } from '../../test/TokenScene.js';

type Fields = Readonly<Record<string, unknown>>;

/** The token has two decimals and a supply of 1000: ten whole tokens. */
describe('the counter', () => {
  let scene: TokenScene;
  let community: Community;
  let money: string;
  beforeEach(async () => {
    scene = new TokenScene();
    ({ community } = scene);
    await scene.start();
    money = await scene.deposit(scene.home, '1000');
  });

  const own = (
    fn: 'closeCounter' | 'foldReserve' | 'createToken' | 'withdrawReserve',
    request: Fields = {},
  ): Promise<Receipt> => scene.run(community.operator, fn, request);
  const buy = (amount: string, fold: readonly string[] = []): Promise<Receipt> =>
    scene.run(community.household, 'buy', { accountId: scene.home, amount, fold });
  const sell = (amount: string, fold: readonly string[] = []): Promise<Receipt> =>
    scene.run(community.household, 'sell', { accountId: scene.home, amount, fold });
  const reserve = async (): Promise<unknown> => (await scene.run(community.auditor, 'getReserve')).result;

  it('opens when the reserve can buy back every token, the treasury’s included', async () => {
    await expectCode(buy('1', [money]), 'COUNTER_CLOSED');
    await expectCode(own('closeCounter'), 'COUNTER_CLOSED');
    await expectCode(scene.run(community.household, 'getPrice'), 'PRICE_UNKNOWN');
    await expectCode(scene.openCounter('250', '200'), 'RESERVE_INSUFFICIENT');
    await scene.fillReserve('1999');
    await expectCode(scene.openCounter('250', '200'), 'RESERVE_INSUFFICIENT');
    await scene.fillReserve('1');
    await expectCode(scene.openCounter('199', '200'), 'PRICE_INVERTED');
    await expectCode(scene.openCounter('0', '0'), 'INPUT_INVALID');
    const { writes, ranges } = await scene.openCounter('250', '200');
    const price = {
      buyPrice: '250',
      sellPrice: '200',
      per: '100',
      isOpen: true,
      at: community.origin,
      market: [],
    };
    expect(writes).to.deep.equal({ price });
    expect(ranges.map((range) => range.split('/')[0])).to.deep.equal(['reserveDelta']);
    await expectCode(scene.openCounter('250', '200'), 'COUNTER_NOT_CLOSED');
    expect((await scene.run(community.household, 'getPrice')).result).to.deep.equal({ ...price, zT: '200' });
    expect(await reserve()).to.deep.equal({
      supply: '1000',
      currency: '2000',
      required: '2000',
      covers: true,
      unfolded: 0,
      deltas: [],
    });
  });

  describe('that is open', () => {
    beforeEach(async () => {
      await scene.fillReserve('2000');
      await scene.openCounter('333', '200');
    });

    it('sells tokens for no more than the budget, rounded against the buyer', async () => {
      const { writes, reads, ranges, transactionId } = await buy('100', [money]);
      // 100 cents buy 30.03 hundredths of a token at 3.33; 30 of them cost 99.9.
      expect(writes).to.deep.equal({
        [`currencyBalance/${scene.home}`]: { amount: '900' },
        [`currencyCredit/${scene.home}/${money}`]: null,
        [`credit/${scene.home}/${transactionId}-purchase`]: { amount: '30' },
        [`reserveDelta/${transactionId}`]: { direction: 'in', tokens: '30', currency: '100' },
      });
      expect(ranges).to.deep.equal([]);
      expect(reads.filter((key) => ['price', 'reserve', 'token', 'fees'].includes(key))).to.deep.equal([
        'price',
      ]);
      const next = await buy('5');
      expect(next.writes).to.deep.include({
        [`currencyBalance/${scene.home}`]: { amount: '896' },
        [`reserveDelta/${next.transactionId}`]: { direction: 'in', tokens: '1', currency: '4' },
      });
    });

    it('refuses what cannot be bought', async () => {
      await expectCode(buy('3', [money]), 'AMOUNT_TOO_SMALL');
      await expectCode(buy('1001', [money]), 'BALANCE_INSUFFICIENT');
      await expectCode(buy('10'), 'BALANCE_INSUFFICIENT');
      await expectCode(buy('10', [money, money]), 'CREDIT_DUPLICATE');
      await expectCode(buy('0', [money]), 'INPUT_INVALID');
      const foreign = { accountId: scene.shop, amount: '10', fold: [] };
      await expectCode(scene.run(community.household, 'buy', foreign), 'ACCOUNT_DENIED');
      await expectCode(scene.run(community.household, 'sell', foreign), 'ACCOUNT_DENIED');
    });

    it('buys tokens back for what they are worth, rounded down, and burns them', async () => {
      const bought = `${(await buy('1000', [money])).transactionId}-purchase`;
      const { writes, ranges, transactionId } = await sell('33', [bought]);
      expect(writes).to.deep.equal({
        [`balance/${scene.home}`]: { amount: '267' },
        [`credit/${scene.home}/${bought}`]: null,
        [`currencyCredit/${scene.home}/${transactionId}-sale`]: { amount: '66' },
        [`reserveDelta/${transactionId}`]: { direction: 'out', tokens: '33', currency: '66' },
      });
      expect(ranges).to.deep.equal([]);
      await expectCode(sell('268'), 'BALANCE_INSUFFICIENT');
    });

    it('changes nothing for less than the owner would take, if the price moved on the way', async () => {
      const buying = { accountId: scene.home, amount: '100', fold: [money] };
      await expectCode(scene.run(community.household, 'buy', { ...buying, least: '31' }), 'PRICE_MOVED');
      const { transactionId } = await scene.run(community.household, 'buy', { ...buying, least: '30' });
      const selling = { accountId: scene.home, amount: '30', fold: [`${transactionId}-purchase`] };
      await expectCode(scene.run(community.household, 'sell', { ...selling, least: '61' }), 'PRICE_MOVED');
      await scene.run(community.household, 'sell', { ...selling, least: '60' });
      const funding = { accountId: scene.treasury, amount: '1', fold: [], least: '1' };
      await expectCode(scene.run(community.operator, 'fundReserve', funding), 'INPUT_INVALID');
    });

    it('does not buy what is held or promised', async () => {
      const bought = `${(await buy('1000', [money])).transactionId}-purchase`;
      await scene.hold({ fold: [bought], amount: '290' });
      await expectCode(sell('11'), 'BALANCE_INSUFFICIENT');
      await scene.run(community.household, 'issueVoucher', { ...scene.voucher({ amount: '5' }), fold: [] });
      await expectCode(sell('6'), 'BALANCE_INSUFFICIENT');
      await sell('5');
    });

    it('refuses tokens worth less than a cent', async () => {
      const bought = `${(await buy('1000', [money])).transactionId}-purchase`;
      await own('closeCounter');
      await own('foldReserve', { deltas: [bought.slice(0, 64)] });
      await scene.openCounter('2', '1');
      await expectCode(sell('99', [bought]), 'AMOUNT_TOO_SMALL');
      await sell('100', [bought]);
    });

    it('shows a reserve that covers after every trade, without folding', async () => {
      const bought = `${(await buy('500', [money])).transactionId}-purchase`;
      const sold = (await sell('77', [bought])).transactionId;
      expect(await reserve()).to.deep.equal({
        supply: '1073',
        currency: '2346',
        required: '2146',
        covers: true,
        unfolded: 2,
        deltas: [bought.slice(0, 64), sold],
      });
    });

    it('refuses creating and withdrawing, and is closed by the owner', async () => {
      const some = { destination: scene.home, amount: '1' };
      await expectCode(own('createToken', some), 'COUNTER_NOT_CLOSED');
      await expectCode(own('withdrawReserve', some), 'COUNTER_NOT_CLOSED');
      const { writes, ranges } = await own('closeCounter');
      expect(Object.keys(writes)).to.deep.equal(['price']);
      expect(ranges).to.deep.equal([]);
      await expectCode(buy('100', [money]), 'COUNTER_CLOSED');
      await expectCode(sell('1'), 'COUNTER_CLOSED');
    });

    it('changes no price while deltas are not folded in', async () => {
      const bought = (await buy('500', [money])).transactionId;
      await own('closeCounter');
      const some = { destination: scene.home, amount: '1' };
      await expectCode(scene.openCounter('333', '200'), 'FOLD_MISSING');
      await expectCode(own('createToken', some), 'FOLD_MISSING');
      await expectCode(own('withdrawReserve', some), 'FOLD_MISSING');
      await expectCode(own('foldReserve', { deltas: [bought, bought] }), 'DELTA_DUPLICATE');
      await expectCode(own('foldReserve', { deltas: ['0'.repeat(64)] }), 'RESERVE_DELTA_UNKNOWN');
      await expectCode(own('foldReserve', { deltas: [] }), 'INPUT_INVALID');
      const { writes, ranges } = await own('foldReserve', { deltas: [bought] });
      expect(writes).to.deep.equal({
        [`reserveDelta/${bought}`]: null,
        reserve: { supply: '1150', currency: '2500' },
      });
      expect(ranges).to.deep.equal([]);
      // 1150 hundredths at 2.18 need 2507.
      await expectCode(scene.openCounter('333', '218'), 'RESERVE_INSUFFICIENT');
      await scene.openCounter('333', '217');
    });

    it('folds what came in before what went out', async () => {
      const bought = (await buy('1000', [money])).transactionId;
      const give = { from: scene.treasury, to: scene.home, amount: '1000', fold: [scene.supply] };
      const given = (await scene.run(community.operator, 'transfer', give)).transactionId;
      const sold = (await sell('1200', [`${bought}-purchase`, `${given}-transfer`])).transactionId;
      await expectCode(own('foldReserve', { deltas: [sold] }), 'RESERVE_INSUFFICIENT');
      await own('foldReserve', { deltas: [bought] });
      await own('foldReserve', { deltas: [sold] });
      expect(await reserve()).to.deep.include({ supply: '100', currency: '599', covers: true });
    });
  });

  describe('that is closed', () => {
    beforeEach(async () => {
      await scene.fillReserve('2500');
      await scene.openCounter('200', '200');
      await own('closeCounter');
    });

    it('lets tokens be created as far as the reserve covers them', async () => {
      await expectCode(
        own('createToken', { destination: scene.home, amount: '251' }),
        'RESERVE_INSUFFICIENT',
      );
      const { writes, transactionId } = await own('createToken', { destination: scene.home, amount: '250' });
      expect(writes).to.deep.equal({
        reserve: { supply: '1250', currency: '2500' },
        [`credit/${scene.home}/${transactionId}-created`]: { amount: '250' },
      });
      await expectCode(own('createToken', { destination: scene.home, amount: '1' }), 'RESERVE_INSUFFICIENT');
      await expectCode(
        own('createToken', { destination: `acc-${'9'.repeat(32)}`, amount: '1' }),
        'ACCOUNT_UNKNOWN',
      );
    });

    it('lets go of what the reserve does not need', async () => {
      await expectCode(
        own('withdrawReserve', { destination: scene.treasury, amount: '501' }),
        'RESERVE_INSUFFICIENT',
      );
      const { writes, transactionId } = await own('withdrawReserve', {
        destination: scene.treasury,
        amount: '500',
      });
      expect(writes).to.deep.equal({
        reserve: { supply: '1000', currency: '2000' },
        [`currencyCredit/${scene.treasury}/${transactionId}-reserve`]: { amount: '500' },
      });
    });

    it('is funded from an account of the funder’s own, as a delta', async () => {
      const fold = [await scene.deposit(scene.treasury, '30')];
      const funding = { accountId: scene.treasury, amount: '30', fold };
      await expectCode(
        scene.run(community.operator, 'fundReserve', { ...funding, fold: [] }),
        'BALANCE_INSUFFICIENT',
      );
      await expectCode(
        scene.run(community.operator, 'fundReserve', { ...funding, accountId: scene.home, fold: [] }),
        'ACCOUNT_DENIED',
      );
      const { writes, transactionId } = await scene.run(community.operator, 'fundReserve', funding);
      expect(writes).to.deep.include({
        [`reserveDelta/${transactionId}`]: { direction: 'in', tokens: '0', currency: '30' },
      });
    });
  });

  it('keeps totals that are larger than any amount', async () => {
    const most = MAX_AMOUNT.toString();
    await scene.fillReserve(most);
    await scene.fillReserve(most);
    await own('createToken', { destination: scene.home, amount: most });
    expect(await reserve()).to.deep.include({
      supply: (MAX_AMOUNT + 1000n).toString(),
      currency: (2n * MAX_AMOUNT).toString(),
    });
    await scene.openCounter('1', '1');
    await expectCode(buy(most, [money]), 'BALANCE_INSUFFICIENT');
    const rich = await scene.deposit(scene.home, most);
    // At a cent a token this would be a hundred times as many hundredths as fit.
    await expectCode(buy(most, [rich]), 'AMOUNT_OVERFLOW');
  });
});
