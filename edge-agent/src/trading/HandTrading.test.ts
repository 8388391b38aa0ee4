import { CodedError } from '@acequia/protocol';
import { expect } from 'chai';
import { COIN, PERIOD, TradingHome } from '../../test/TradingHome.js';

describe('trades by the household’s own word', () => {
  let home: TradingHome;

  beforeEach(() => {
    home = new TradingHome();
  });
  afterEach(() => {
    home.remove();
  });

  const ORDER = {
    orderId: 'f'.repeat(32),
    side: 'buy',
    resource: 'water',
    quantity: '145',
    price: '250',
  } as const;
  const refusal = async (order: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await order.catch((reason: unknown) => reason);
    return error instanceof CodedError ? error.code : error;
  };

  it('buys whole lots, no less than was asked for, once an order', async () => {
    const service = await home.open();
    const [trade] = await service.order(ORDER);
    // 2.5 tokens a lot are 2, for a price is never rounded up.
    expect(trade).to.deep.include({
      lots: 15,
      quantity: '150',
      price: '2',
      isByHand: true,
      phase: 'intended',
    });
    expect(await service.order(ORDER)).to.deep.equal([trade]);
    expect(await (await home.open()).order(ORDER)).to.deep.equal([trade]);
    await home.pass(service, 3 * 60);
    expect(service.trades().map(({ phase, outcome }) => [phase, outcome])).to.deep.equal([
      ['over', { kind: 'traded', lots: 15, price: '2' }],
    ]);
    const [entry] = service.logged();
    expect(entry).to.deep.include({ outcome: { kind: 'traded', lots: 15, price: '2' } });
    expect(entry?.decision).to.deep.include({ by: 'hand', reason: 'trade' });
  });

  it('buys and sells power in a slot, in watts', async () => {
    const resource = 'power.18-22';
    home.period = { ...PERIOD, contracts: [...PERIOD.contracts, { resource, lotSize: '100', lots: 40 }] };
    home.alsoHeld = [{ accountId: COIN, resource, lots: 10 }];
    const service = await home.open();
    const [bought] = await service.order({ ...ORDER, resource, quantity: '250', price: '20' });
    expect(bought).to.deep.include({ resource, lots: 3, quantity: '300', price: '2' });
    home.desk.begin('cd'.repeat(16));
    const sale = {
      ...ORDER,
      orderId: 'e'.repeat(32),
      resource,
      side: 'sell',
      quantity: '450',
      price: '20',
    } as const;
    const [sold] = await service.order(sale);
    expect(sold).to.deep.include({ resource, lots: 4, quantity: '400' });
    // No other hours are contracted, and nothing of power is forecast that a rule could go by.
    const other = { ...ORDER, orderId: 'd'.repeat(32), resource: 'power.18-21' } as const;
    expect(await refusal(service.order(other))).to.equal('SHARE_UNKNOWN');
    expect((await service.forecasts()).map((each) => each.resource)).to.deep.equal(['water']);
  });

  it('takes part in an auction once, whoever wants it at the same time', async () => {
    const service = await home.open();
    home.desk.begin('cd'.repeat(16));
    const orders = ['1', '2'].map(async (digit) =>
      refusal(
        service.order({ ...ORDER, orderId: digit.repeat(32), side: 'sell', quantity: '100', price: '90' }),
      ),
    );
    expect(await Promise.all(orders)).to.include('NOBODY_ASKS');
    expect(service.trades()).to.have.length(1);
  });

  it('disputes what is claimed of a sale, and nothing else', async () => {
    const service = await home.open();
    const auctionId = 'cd'.repeat(16);
    home.desk.begin(auctionId);
    const [trade] = await service.order({ ...ORDER, side: 'sell', quantity: '209', price: '90' });
    const { tradeId = '' } = trade ?? {};
    expect(await refusal(service.dispute('0'.repeat(32)))).to.equal('TRADE_UNKNOWN');
    expect(await refusal(service.dispute(tradeId))).to.equal('CLAIM_MISSING');
    await home.pass(service, 100);
    const auction = home.desk.auctions.get(auctionId);
    if (auction === undefined) throw new Error('it was begun');
    // Held, and then claimed of.
    Object.assign(auction, { phase: 'settled', isReleased: false, heldUntil: Infinity });
    await service.round();
    expect(service.trades()[0]).to.include({ phase: 'settled' }).and.not.have.property('claimedLots');
    auction.claimedLots = 3;
    await service.round();
    expect(service.trades()[0]).to.include({ phase: 'settled', claimedLots: 3 });
    expect(await service.dispute(tradeId)).to.deep.equal(service.trades()[0]);
    expect(home.desk.effects.at(-1)).to.equal('dispute');
  });

  it('sells a coin where somebody asks, and says why not', async () => {
    const service = await home.open();
    const sale = { ...ORDER, side: 'sell', quantity: '209', price: '90' } as const;
    expect(await refusal(service.order(sale))).to.equal('NOBODY_ASKS');
    home.desk.begin('cd'.repeat(16));
    const [trade] = await service.order(sale);
    expect(trade).to.deep.include({ lots: 20, price: '1', auctionId: 'cd'.repeat(16) });
    home.used = [COIN];
    const other = { ...sale, orderId: 'e'.repeat(32) };
    expect(await refusal(service.order(other))).to.equal('COIN_NONE_FREE');
    const codes: [object, string][] = [
      [{ quantity: '9' }, 'QUANTITY_TOO_SMALL'],
      [{ quantity: '9010' }, 'QUANTITY_TOO_LARGE'],
      [{ price: '301' }, 'PRICE_TOO_HIGH'],
      [{ side: 'buy', price: '99' }, 'PRICE_TOO_LOW'],
      [{ resource: 'energy' }, 'SHARE_UNKNOWN'],
    ];
    for (const [change, code] of codes) {
      expect(await refusal(service.order({ ...other, ...change })), code).to.equal(code);
    }
    home.period = undefined;
    expect(await refusal(service.order(other))).to.equal('PERIOD_MISSING');
    expect(await refusal((await home.openWithoutMarket()).order(other))).to.equal('MARKET_MISSING');
  });
});
