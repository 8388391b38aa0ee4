import { auditAuction, tieRank, type DeliveryView } from '@acequia/protocol';
import { expectBooks, type LedgerSums } from '@acequia/chaincode/testing';
import { expect } from 'chai';
import { expectCode } from '../harness/expectCode.js';
import { Householder } from './Householder.js';
import { DEAD_END_PENALTY_BP, DEPOSIT_RATIO_BP, EXCESS_PRICE, FUNDS, MarketDay } from './MarketDay.js';
import { MarketTown } from './MarketTown.js';
import { SALES, type SaleName } from './SALES.js';
import type { EndedSale } from './Sale.js';
import type { Seat } from './Stall.js';

const NAMES = Object.keys(SALES) as readonly SaleName[];
/** What SH1 pays in: 100 € at 0.02 € a token of a hundred parts. */
const CENTS = 10_000;

describe('auctions of a whole neighbourhood, all at once,', () => {
  let town: MarketTown;
  let day: MarketDay;
  let buyer: Householder;
  let seller: Householder;
  let sales: Readonly<Record<SaleName, EndedSale>>;

  before(async () => {
    town = await MarketTown.found('auctions');
    const { community } = town;
    day = new MarketDay(town);
    buyer = new Householder(community, community.home('SH1'));
    seller = new Householder(community, community.home('SH2'));
    await community.treasury.openCounter();
    await Promise.all([buyer.payIn(CENTS), seller.open()]);
    const plans = NAMES.map((name) => SALES[name]);
    const groups = await day.gather(plans);
    // The one that asks for a single lot pays with tokens that its home has bought.
    const [own] = groups[NAMES.indexOf('single')] ?? [];
    own?.fold.push(await buyer.purse.pay(own.accountId, String(EXCESS_PRICE)));
    await day.open(plans, groups);
    const opened = await Promise.all(
      plans.map((plan, index) => day.offer(plan, groups[index] ?? [], `buyer ${String(index)}`)),
    );
    const ended = await Promise.all(opened.map((sale) => day.hold(sale)));
    sales = Object.fromEntries(ended.map((sale, index) => [NAMES[index], sale])) as typeof sales;
    await town.settled();
  });

  after(async () => {
    await town.stop();
  });

  const balances = (seats: readonly Seat[]): Promise<number[]> =>
    Promise.all(seats.map(({ stall }) => town.floor.balance(stall)));
  const lotsOf = async ({ stall }: Seat, { plan }: EndedSale): Promise<number> => {
    const { periodId } = day;
    const holdings = await town.community.home('SH3').ledger.quota.getHoldings({ periodId });
    const own = holdings.filter(
      ({ accountId, resource }) => accountId === stall.quotaAccountId && resource === plan.resource,
    );
    return own.reduce((sum, { lots }) => sum + lots, 0);
  };
  /** Which of the sellers sold, by their place in the plan. */
  const sold = ({ sellers, view }: EndedSale): number[] =>
    sellers.flatMap(({ tag }, index) =>
      view.bids.some((bid) => bid.tag === tag && bid.delivery !== undefined) ? [index] : [],
    );

  it('give a buyer the ten cheapest of forty lots, at the price of the eleventh', async () => {
    const sale = sales.forty;
    expect(sale.view.bids.length).to.equal(40);
    expect(sale.view.settlement).to.include({ outcome: 'traded', lots: 10, unitPrice: '300', toFund: '0' });
    const cheap = sale.plan.bids.flatMap(({ price }, index) => (price < 300 ? [index] : []));
    expect(sold(sale)).to.deep.equal(cheap);
    expect(await town.floor.balance(sale.buyer.stall)).to.equal(FUNDS - 10 * 300);
    expect(await lotsOf(sale.buyer, sale)).to.equal(10);
    const others = sale.sellers.filter((_, index) => !cheap.includes(index));
    expect(await balances(others)).to.deep.equal(others.map(() => FUNDS));
    const kept = await Promise.all(others.map((seat) => lotsOf(seat, sale)));
    expect(kept).to.deep.equal(others.map(() => 1));
  });

  it('end dead when nobody sells at what the buyer pays, and it loses a tenth of its bond', async () => {
    const sale = sales.deadEnd;
    const penalty = (2 * EXCESS_PRICE * DEAD_END_PENALTY_BP) / 10_000;
    expect(sale.view.settlement).to.include({ outcome: 'deadEnd', lots: 0, toFund: String(penalty) });
    expect(await town.floor.balance(sale.buyer.stall)).to.equal(FUNDS - penalty);
    expect(await balances(sale.sellers)).to.deep.equal([FUNDS, FUNDS]);
    expect(await Promise.all(sale.sellers.map((seat) => lotsOf(seat, sale)))).to.deep.equal([2, 1]);
  });

  it('pay a single bidder the most that the buyer would', async () => {
    const sale = sales.single;
    expect(sale.view.settlement).to.include({ outcome: 'traded', lots: 1, unitPrice: '800' });
    expect(await lotsOf(sale.buyer, sale)).to.equal(1);
    expect(await lotsOf(sellerOf(sale, 0), sale)).to.equal(0);
  });

  it('decide a tie by what nobody could choose: the buyer’s salt and the commitments', () => {
    const sale = sales.ties;
    const { salt } = sale.buyer.opening;
    const ranks = sale.sellers.map(({ commitment }) => tieRank(salt, commitment));
    const first = ranks.indexOf([...ranks].sort()[0] ?? '');
    expect(sold(sale)).to.deep.equal([first]);
    expect(sale.view.settlement).to.include({ outcome: 'traded', lots: 1, unitPrice: '400' });
  });

  it('take the bond of a bidder who never opens its price, and give it its lot back', async () => {
    const sale = sales.withheld;
    expect(sold(sale)).to.deep.equal([1]);
    expect(sale.view.settlement).to.include({ unitPrice: '700', toFund: String(EXCESS_PRICE) });
    const silent = sellerOf(sale, 0);
    expect(await town.floor.balance(silent.stall)).to.equal(FUNDS - EXCESS_PRICE);
    expect(await lotsOf(silent, sale)).to.equal(1);
  });

  it('take the bond of a buyer who never says what it pays, and let the bidders go', async () => {
    const sale = sales.undeposited;
    const bond = 3 * EXCESS_PRICE;
    expect(sale.view.settlement).to.include({ outcome: 'undeposited', lots: 0, toFund: String(bond) });
    expect(await town.floor.balance(sale.buyer.stall)).to.equal(FUNDS - bond);
    expect(await balances(sale.sellers)).to.deep.equal([FUNDS, FUNDS]);
    expect(await Promise.all(sale.sellers.map((seat) => lotsOf(seat, sale)))).to.deep.equal([2, 1]);
  });

  it('come out as anybody computes them from the bids', () => {
    for (const name of NAMES) {
      const { view } = sales[name];
      const { outcome, lots, unitPrice, toFund } = view.settlement ?? {};
      expect(auditAuction(view), name).to.deep.equal({
        expected: { outcome, lots, unitPrice, toFund },
        faults: [],
      });
    }
  });

  it('hold a seller to what it sold: claimed, disputed, decided, charged', async () => {
    const sale = sales.breach;
    const { auctionId, sellers } = sale;
    const { operator, parties } = town.community;
    const [disputing, silent, honest] = sellers;
    if (disputing === undefined || silent === undefined || honest === undefined)
      throw new Error('three sold');
    expect(sale.view.settlement).to.include({ outcome: 'traded', lots: 4, unitPrice: '601' });
    const claim = (tag: string, lots: number): Promise<unknown> =>
      operator.ledger.market.claimBreach({ auctionId, tag, lots, evidenceHash: 'e'.repeat(64) });
    await expectCode(claim(disputing.tag, 2), 'CLAIM_EARLY');
    await town.community.reach(day.periodEnd);
    await Promise.all([claim(disputing.tag, 2), claim(silent.tag, 1)]);
    await town.settled();
    await disputing.stall.client.ledger.market.disputeBreach({ auctionId, tag: disputing.tag });
    await town.settled();
    await expectCode(release(auctionId, disputing.tag), 'DELIVERY_HELD');
    await parties.auditor.ledger.market.decideBreach({ auctionId, tag: disputing.tag, lots: 1 });
    await town.settled();
    await release(auctionId, disputing.tag);
    const { claim: claimed } = await delivery(auctionId, silent.tag);
    await town.community.reach(Math.max(day.claimsEnd, (claimed?.at ?? 0) + day.claimSeconds));
    await release(auctionId, silent.tag);
    await release(auctionId, honest.tag);
    await town.settled();
    // C, and half of the price rounded up, a lot that was sold and used.
    const charge = EXCESS_PRICE + Math.ceil((601 * DEPOSIT_RATIO_BP) / 10_000);
    expect(await balances([disputing, silent, honest])).to.deep.equal([
      FUNDS + 2 * 601 - charge,
      FUNDS + 601 - charge,
      FUNDS + 601,
    ]);
    const ended = await town.community.home('SH3').ledger.market.getAuction({ auctionId });
    expect(auditAuction(ended).faults).to.deep.equal([]);
  });

  it('pay out every sale, and what was sold for tokens can be had in euro', async () => {
    await town.community.reach(day.claimsEnd);
    const due = NAMES.filter((name) => name !== 'breach').flatMap((name) =>
      sales[name].view.bids.flatMap(({ auctionId, tag, delivery: sale }) =>
        sale === undefined ? [] : [{ auctionId, tag }],
      ),
    );
    await Promise.all(due.map(({ auctionId, tag }) => release(auctionId, tag)));
    await town.settled();
    await expectCode(release(due[0]?.auctionId ?? '', due[0]?.tag ?? ''), 'DELIVERY_RELEASED');
    const { stall } = sellerOf(sales.single, 0);
    const tokens = await town.floor.balance(stall);
    expect(tokens).to.equal(FUNDS + 800);
    const { credits } = await stall.client.ledger.token.getBalance({ accountId: stall.accountId });
    const moved = await stall.client.ledger.token.transfer({
      from: stall.accountId,
      to: seller.accountId,
      amount: String(tokens),
      fold: credits.map(({ creditId }) => creditId),
    });
    await town.settled();
    expect(await seller.payOut(tokens, [`${moved.transactionId}-transfer`])).to.equal(String(tokens / 100));
    expect(await buyer.tokens()).to.equal((CENTS / 2) * 100 - EXCESS_PRICE);
  });

  it('leave every token, cent and lot accounted for, after every block', async () => {
    let blocks = 0;
    const world = await town.replay((each, block) => {
      blocks += 1;
      expectBooks(each, block);
    });
    const sums: LedgerSums = expectBooks(world);
    expect(blocks).to.be.above(20);
    expect(sums.inMarket, 'kept by the market').to.equal(0n);
    expect(
      [...world.keys()].filter((key) => key.includes('\0esc-')),
      'lots kept',
    ).to.deep.equal([]);
    const { operator } = town.community;
    const reserve = await operator.ledger.token.getReserve();
    expect(reserve).to.include({
      supply: sums.supply.toString(),
      currency: sums.reserve.toString(),
      covers: true,
    });
    const { periodId } = day;
    const equation9 = await operator.ledger.quota.checkEquation9({ periodId });
    expect(equation9.map(({ holds }) => holds)).to.deep.equal([true, true, true]);
    // Penalties and charges, and nothing else, are in the fund.
    const { fundId } = town.community.treasury;
    const { amount } = await operator.ledger.token.getBalance({ accountId: fundId });
    expect(amount).to.equal(String(200 + 1000 + 3000 + 2 * 1301));
  });

  it('leave every peer with the same word on all of them', async () => {
    await town.settled();
    const answers = await Promise.all(
      town.community.readers.map(async ({ ledger }) => {
        const views = NAMES.map((name) => ledger.market.getAuction({ auctionId: sales[name].auctionId }));
        const { periodId } = day;
        return JSON.stringify([await Promise.all(views), await ledger.quota.getHoldings({ periodId })]);
      }),
    );
    expect(new Set(answers).size).to.equal(1);
  });

  function sellerOf({ sellers }: EndedSale, place: number): Seat {
    const seat = sellers[place];
    if (seat === undefined) throw new Error('the sale has no such seller');
    return seat;
  }

  async function release(auctionId: string, tag: string): Promise<unknown> {
    return await town.community.home('SH1').ledger.market.releaseDelivery({ auctionId, tag });
  }

  async function delivery(auctionId: string, tag: string): Promise<DeliveryView> {
    return await town.community.home('SH1').ledger.market.getDelivery({ auctionId, tag });
  }
});
