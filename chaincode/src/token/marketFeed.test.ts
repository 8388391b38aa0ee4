import { verifyMarketPrice, type MarketPriceRecord } from '@acequia/protocol';
import { expect } from 'chai';
import type { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import type { Receipt } from '../../test/Receipt.js';
import { TEST_CHANNEL } from '../../test/TEST_CHANNEL.js';
import { TestIdentity } from '../../test/TestIdentity.js';
import { TokenScene } from '../../test/TokenScene.js';
import { followsMarket } from './followsMarket.js';

describe('the market’s price', () => {
  let scene: TokenScene;
  let community: Community;
  beforeEach(async () => {
    scene = new TokenScene();
    ({ community } = scene);
    await scene.start();
  });

  const publish = (
    ...[resource, priceMicro, sequence, changes]: Parameters<TokenScene['marketPrice']>
  ): Promise<Receipt> => {
    const signed = scene.marketPrice(resource, priceMicro, sequence, changes);
    return scene.run(community.supplier, 'publishMarketPrice', { ...signed });
  };

  it('is kept with a signature that anyone can check', async () => {
    await expectCode(
      scene.run(community.household, 'getMarketPrice', { resource: 'water' }),
      'MARKET_PRICE_UNKNOWN',
    );
    const { writes } = await publish('water', '2000', 1);
    const { mspId, keyHash } = community.supplier;
    expect(writes).to.deep.equal({
      'marketPrice/water': {
        ...(writes['marketPrice/water'] as MarketPriceRecord),
        price: { resource: 'water', priceMicro: '2000', sequence: 1, at: community.origin },
        supplier: { mspId, keyHash },
      },
    });
    const { result } = await scene.run(community.household, 'getMarketPrice', { resource: 'water' });
    const record = result as MarketPriceRecord;
    expect(verifyMarketPrice(record, TEST_CHANNEL)).to.equal(true);
  });

  it('is the supplier’s own, and signed', async () => {
    const signed = scene.marketPrice('water', '2000', 1);
    const rival = new TestIdentity('PublicMSP');
    await community.enrol(rival, 'supplier');
    await expectCode(scene.run(rival, 'publishMarketPrice', { ...signed }), 'PRICE_KEY_DENIED');
    const cheaper = { ...signed, price: { ...signed.price, priceMicro: '1' } };
    await expectCode(scene.run(community.supplier, 'publishMarketPrice', cheaper), 'PRICE_SIGNATURE_INVALID');
    const elsewhere = scene.marketPrice('water', '2000', 1, { resource: 'energy' });
    await expectCode(
      scene.run(community.supplier, 'publishMarketPrice', { ...signed, signature: elsewhere.signature }),
      'PRICE_SIGNATURE_INVALID',
    );
    await publish('water', '2000', 1);
  });

  it('stays with the supplier that began it, as long as it is enrolled', async () => {
    await publish('water', '2000', 1);
    const rival = new TestIdentity('PublicMSP');
    await community.enrol(rival, 'supplier');
    community.pass(1);
    const { privateKey } = rival;
    const signed = (): object => ({ ...scene.marketPrice('water', '2000', 2, {}, privateKey) });
    await expectCode(scene.run(rival, 'publishMarketPrice', { ...signed() }), 'PRICE_KEY_DENIED');
    const { mspId, keyHash } = community.supplier;
    const status = { mspId, keyHash, status: 'revoked' };
    await community.ledger.run(community.operator, 'registry', 'setPartyStatus', status);
    await scene.run(rival, 'publishMarketPrice', { ...signed() });
  });

  it('is refused when it is stale or from the future', async () => {
    community.pass(7200);
    const now = community.now;
    await expectCode(publish('water', '2000', 1, { at: now + 1 }), 'PRICE_STALE');
    await expectCode(publish('water', '2000', 1, { at: now - 3601 }), 'PRICE_STALE');
    await publish('water', '2000', 1, { at: now - 3600 });
  });

  it('is refused when it is replayed or out of turn', async () => {
    await expectCode(publish('water', '2000', 2), 'PRICE_GAP');
    await publish('water', '2000', 1);
    await expectCode(publish('water', '2000', 1), 'PRICE_REPLAYED');
    await expectCode(publish('water', '2000', 2), 'PRICE_REPLAYED');
    community.pass(10);
    await expectCode(publish('water', '2000', 1), 'PRICE_REPLAYED');
    await expectCode(publish('water', '2000', 3), 'PRICE_GAP');
    await publish('water', '2000', 2);
    await publish('energy', '90', 1);
  });

  it('is refused when it is so low that no step of 5 % leads away from it', async () => {
    await expectCode(publish('water', '19', 1), 'PRICE_TOO_LOW');
    await publish('water', '20', 1);
    community.pass(1);
    await expectCode(publish('water', '19', 2), 'PRICE_TOO_LOW');
    await publish('water', '21', 2);
  });

  it('is refused when it jumps by more than 5 %', async () => {
    await publish('water', '2000', 1);
    community.pass(1);
    await expectCode(publish('water', '2101', 2), 'PRICE_JUMP');
    await expectCode(publish('water', '1899', 2), 'PRICE_JUMP');
    await publish('water', '2100', 2);
    community.pass(1);
    await publish('water', '1995', 3);
  });

  it('is followed by the sell price at the counter', async () => {
    await scene.fillReserve('100000');
    await publish('water', '2000', 1);
    await scene.openCounter('200', '200');
    const reopen = async (sellPrice: string): Promise<Receipt> => scene.openCounter('300', sellPrice);
    await scene.run(community.operator, 'closeCounter');
    await expectCode(reopen('211'), 'PRICE_JUMP');
    await expectCode(reopen('189'), 'PRICE_JUMP');
    community.pass(1);
    await publish('water', '2100', 2);
    await expectCode(reopen('221'), 'PRICE_JUMP');
    const { writes } = await reopen('220');
    expect(writes.price).to.deep.include({ market: [{ resource: 'water', priceMicro: '2100' }] });
    await scene.run(community.operator, 'closeCounter');
    await expectCode(reopen('232'), 'PRICE_JUMP');
    await reopen('209');
  });

  describe('and a sell price', () => {
    const quote = (
      sellPrice: number,
      water?: number,
      energy?: number,
    ): Parameters<typeof followsMarket>[0] => ({
      sellPrice: String(sellPrice),
      market: [
        ...(water === undefined ? [] : [{ resource: 'water' as const, priceMicro: String(water) }]),
        ...(energy === undefined ? [] : [{ resource: 'energy' as const, priceMicro: String(energy) }]),
      ],
    });
    const cases: [string, ReturnType<typeof quote>, ReturnType<typeof quote>, boolean][] = [
      ['goes anywhere without a feed', quote(900), quote(100), true],
      ['moves by 5 % beside a still market', quote(105, 50), quote(100, 50), true],
      ['moves by 5 % down beside a still market', quote(95, 50), quote(100, 50), true],
      ['moves by no more', quote(106, 50), quote(100, 50), false],
      ['nor down', quote(94, 50), quote(100, 50), false],
      ['rises with the market', quote(210, 100), quote(100, 50), true],
      ['rises not further', quote(211, 100), quote(100, 50), false],
      ['may stay behind a rising market', quote(100, 100), quote(100, 50), true],
      ['falls with the market', quote(48, 25), quote(100, 50), true],
      ['falls not further', quote(47, 25), quote(100, 50), false],
      ['does not rise when the market falls', quote(106, 25), quote(100, 50), false],
      ['follows any of the resources', quote(205, 50, 100), quote(100, 50, 50), true],
      ['takes a new feed as still', quote(106, 50), quote(100), false],
    ];
    for (const [title, next, last, expected] of cases) {
      it(title, () => {
        expect(followsMarket(next, last)).to.equal(expected);
      });
    }
  });
});
