import { join } from 'node:path';
import {
  moneyDoneSchema,
  moneyAnswerSchema,
  tradesAnswerSchema,
  tradingLogAnswerSchema,
  tradingRulesSchema,
  withdrawAnswerSchema,
  type TradeView,
  type TradingLogEntry,
  type TradingRulesInput,
} from '@acequia/edge-agent';
import { random16Hex, TRADERS_MSP, type AuctionView } from '@acequia/protocol';
import { expect } from 'chai';
import { acceptanceConfig } from '../harness/acceptanceConfig.js';
import { eventually } from '../harness/eventually.js';
import type { HomeName } from '../harness/HomeName.js';
import { secondsOf } from '../harness/secondsOf.js';
import { closeSuite, openSuite, suite, type Suite } from '../harness/Suite.js';
import { Village } from '../village/Village.js';
import { CoinPeriod } from './CoinPeriod.js';
import { payIntoService } from './payIntoService.js';

const HOUR = 3600;
/** Tokens, minor units, that each home pays in. */
const DEPOSIT = 5000;
/** Lots that the buyer asks for. */
const WANTED = 6;
/** What a lot over the share costs. For each lot that is wanted so much is set aside, by whoever takes part. */
const EACH = 300;
const BOND = WANTED * EACH;
/** Seconds by the clock. */
const SHORTEST_STEP = 10;
/** What is bought, and for how much a lot. */
const [LOTS, PRICE] = [4, 250];

describe('households that trade their water', () => {
  let own: Suite;
  let village: Village;
  let period: CoinPeriod;
  let auctionId: string;

  before(async () => {
    const config = acceptanceConfig();
    const dir = join(suite().config.dir, 'homes-market');
    // A clock of its own: the story lasts until behind the end of its period.
    own = await openSuite({ ...config, dir }, () => undefined);
    const seconds = await secondsOf(async () => {
      village = await Village.enrol(own, {
        dir: join(dir, 'village'),
        flows: { SH1: () => 100, SH2: () => 5, SH3: () => 5 },
        mailMs: 500,
      });
      const account = { accountId: village.serviceAccountId, amount: String(DEPOSIT) };
      for (const homeId of village.homes) await payIntoService(own.community, homeId, account);
      await village.start();
    });
    await openMarket(Math.max(SHORTEST_STEP, seconds) * HOUR);
  });

  after(async () => {
    await village.kill();
    await closeSuite(own);
  });

  /** @param step ledger seconds, in which agents do what takes them as long as to be enrolled, paid in for and started. */
  const openMarket = async (step: number): Promise<void> => {
    period = await CoinPeriod.open(own.community, 15 * step);
    await own.community.operator.ledger.market.setMarket({
      periodId: period.periodId,
      resource: 'water',
      excessPrice: String(EACH),
      depositRatioBp: 1000,
      deadEndPenaltyBp: 100,
      biddingSeconds: 4 * step,
      revealSeconds: 2 * step,
      claimSeconds: HOUR,
      disputeSeconds: HOUR,
      maxLots: 50,
    });
    // The rules of homes whose peers do not know it yet would be tried in vain, once a day.
    await own.settled();
  };
  const setRules = async (
    homeId: HomeName,
    rule: NonNullable<TradingRulesInput['rules']>[number],
  ): Promise<void> => {
    const rules = { mode: 'on', rules: [rule] } as const;
    await village.agent(homeId).control('/trading/rules', tradingRulesSchema, rules, 'PUT');
  };
  /** No more is begun; what is under way goes on. */
  const switchOff = async (homeId: HomeName): Promise<void> => {
    const agent = village.agent(homeId);
    const rules = await agent.control('/trading/rules', tradingRulesSchema);
    await agent.control('/trading/rules', tradingRulesSchema, { ...rules, mode: 'off' }, 'PUT');
  };
  const moneyOf = async (homeId: HomeName): Promise<number> => {
    const { service } = await village.agent(homeId).control('/money', moneyAnswerSchema);
    return Number(service?.balance);
  };
  const auction = (): Promise<AuctionView> => own.community.operator.ledger.market.getAuction({ auctionId });
  const tradesOf = async (homeId: HomeName): Promise<readonly TradeView[]> =>
    (await village.agent(homeId).control('/trading/trades', tradesAnswerSchema)).trades;
  const newestOf = async (homeId: HomeName): Promise<TradingLogEntry | undefined> => {
    const { entries } = await village.agent(homeId).control('/trading/log', tradingLogAnswerSchema);
    return entries.findLast(({ tradeId }) => tradeId !== undefined);
  };
  /** The household takes a part of it out and pays a part of that in again. */
  const takeOut = async (homeId: HomeName): Promise<void> => {
    const agent = village.agent(homeId);
    await agent.control('/withdraw', withdrawAnswerSchema, { amount: '900' });
    await eventually(
      'the payout',
      async () => (await agent.control('/money', moneyAnswerSchema)).tokens === '900',
    );
    const deposit = { requestId: random16Hex(), amount: '300' };
    await agent.control('/money/deposit', moneyDoneSchema, deposit);
    await agent.control('/money/deposit', moneyDoneSchema, deposit);
    const { tokens } = await agent.control('/money', moneyAnswerSchema);
    expect(tokens).to.equal('600');
    await eventually(
      'the deposit to be booked',
      async () => (await moneyOf(homeId)) === DEPOSIT + LOTS * PRICE - 900 + 300,
    );
  };
  const restart = async (homeId: HomeName): Promise<void> => {
    await village.agent(homeId).kill();
    await village.agent(homeId).start();
    await village.agent(homeId).controlled();
  };
  const serviceBalance = async (): Promise<number> => {
    const { token } = own.community.parties.gateway.ledger;
    return Number((await token.getBalance({ accountId: village.serviceAccountId })).amount);
  };

  it('a home that will use more than its share asks for water by its rule, and nobody sees which', async () => {
    await setRules('SH1', {
      side: 'buy',
      resource: 'water',
      maxPerPeriod: '600',
      maxPrice: '2500',
      perDay: { auctions: 1, quantity: '600', spend: '2000' },
    });
    const listed = await eventually('the auction', async () => {
      const wanted = { periodId: period.periodId, resource: 'water' } as const;
      return (await own.community.operator.ledger.market.listAuctions(wanted))[0];
    });
    auctionId = listed.auctionId;
    expect(listed).to.deep.include({ lots: WANTED, bond: String(BOND), phase: 'bidding' });
    const [trade] = await tradesOf('SH1');
    expect(trade).to.deep.include({ auctionId, lots: WANTED, price: String(PRICE), isByHand: false });
    await switchOff('SH1');
    await restart('SH1');
  });

  it('a neighbour sells by its rule what it will not need, another by hand, at prices that none can read', async () => {
    await setRules('SH2', {
      side: 'sell',
      resource: 'water',
      maxPerPeriod: '400',
      minPrice: '1000',
      perDay: { auctions: 1, quantity: '400' },
    });
    const order = {
      orderId: random16Hex(),
      side: 'sell',
      resource: 'water',
      quantity: '250',
      price: '1500',
    } as const;
    const agent = village.agent('SH3');
    const { trades } = await agent.control('/trading/trades', tradesAnswerSchema, order);
    expect(trades).to.have.length(1);
    expect(trades[0]).to.deep.include({ auctionId, lots: 2, quantity: '200', price: '150', isByHand: true });
    expect((await agent.control('/trading/trades', tradesAnswerSchema, order)).trades).to.have.length(1);
    const { bids, maxPrice } = await eventually('both bids', async () => {
      const view = await auction();
      return view.bids.length === 2 && view;
    });
    await switchOff('SH2');
    expect(bids.map(({ lots }) => lots).sort()).to.deep.equal([2, 4]);
    expect([maxPrice, ...bids.map(({ reveal }) => reveal)]).to.deep.equal([undefined, undefined, undefined]);
  });

  it('one that is killed goes on where it was; one that stays away loses what it set aside and keeps its water', async () => {
    await village.agent('SH3').kill();
    await restart('SH2');
    await own.community.reach((await auction()).revealEndsAt);
    const { settlement, bids, maxPrice } = await eventually('the settlement', async () => {
      const view = await auction();
      return view.phase === 'settled' && view;
    });
    expect(maxPrice?.unitPrice).to.equal(String(PRICE));
    // Of bids that were opened none was rejected: the buyer pays what it would at most.
    expect(settlement).to.deep.include({
      outcome: 'traded',
      lots: LOTS,
      unitPrice: String(PRICE),
      toFund: String(BOND),
    });
    expect(bids.find(({ lots }) => lots === 2)?.reveal).to.equal(undefined);
    await own.settled();
    expect([await period.heldBy('SH2'), await period.heldBy('SH3')]).to.deep.equal([51, 55]);
    await village.agent('SH3').start();
    await village.agent('SH3').controlled();
    const missed = await eventually('what SH3 says of it', async () => {
      const entry = await newestOf('SH3');
      return entry?.outcome !== undefined && entry;
    });
    expect(missed.outcome).to.deep.include({ kind: 'unopened', lots: 0 });
  });

  it('the buyer holds what it bought, and the community tells every home so', async () => {
    const bought = await eventually('what SH1 says of it', async () => {
      const entry = await newestOf('SH1');
      return entry?.outcome !== undefined && entry;
    });
    expect(bought.outcome).to.deep.include({ kind: 'traded', lots: LOTS, price: String(PRICE) });
    await eventually('the new account in its list', async () => (await period.heldBy('SH1')) === 59);
    // All that it had set aside beyond what it pays is back; the other is still held for its sale.
    await eventually(
      'the rest to come home',
      async () => (await serviceBalance()) === 3 * DEPOSIT - LOTS * (PRICE + EACH) - BOND,
    );
    // The agent notes it when it looks at the ledger next.
    await eventually('the trade to be over', async () => (await tradesOf('SH1'))[0]?.phase === 'over');
    // The community books it for the home that it is of.
    await eventually('the community’s word', async () => (await moneyOf('SH1')) === DEPOSIT - LOTS * PRICE);
  });

  it('the ledger names no home beside any of it', async () => {
    const transactions = await own.state.transactions();
    const signedBy = (...functions: readonly string[]): (string | undefined)[] =>
      transactions
        .filter(({ function: name = '' }) => functions.includes(name))
        .map(({ creator }) => creator?.mspId);
    const secret = ['market:offer', 'market:bid', 'market:depositMaxPrice', 'market:revealBid'];
    expect(new Set(signedBy(...secret))).to.deep.equal(new Set([TRADERS_MSP]));
    // What anybody may do the community does as well, and no home in its own name.
    const due = ['market:closeBidding', 'market:closeReveals', 'market:settle', 'market:releaseDelivery'];
    expect([TRADERS_MSP, 'CommunityMSP']).to.include.members(signedBy(...due));
    const signers = transactions
      .filter(({ function: name }) => name === 'market:offer' || name === 'market:bid')
      .map(({ creator }) => creator?.keyHash);
    expect(new Set(signers).size).to.equal(3);
    const theirs = transactions.filter(({ creator }) => creator?.mspId === TRADERS_MSP);
    for (const { request, writes, event } of theirs) {
      const said = [request, event?.payload, ...writes.flatMap(({ key, value }) => [key.raw, value])];
      const text = said.map((part) => (typeof part === 'string' ? part : Buffer.from(part ?? []).toString()));
      expect(text.join('\n')).to.not.match(/\bSH[123](MSP)?\b/);
    }
  });

  it('what the sale brought comes home after the period, and every token is accounted for', async () => {
    await own.community.reach(period.end + HOUR);
    const sold = await eventually('the sale to be over', async () => {
      const trade = (await tradesOf('SH2')).find(({ outcome }) => outcome?.kind === 'traded');
      return trade?.phase === 'over' && trade;
    });
    expect(sold).to.deep.include({ auctionId, lots: LOTS });
    await eventually('the proceeds', async () => (await serviceBalance()) === 3 * DEPOSIT - BOND);
    await eventually('what SH2 earned', async () => (await moneyOf('SH2')) === DEPOSIT + LOTS * PRICE);
    await eventually('what SH3 lost', async () => (await moneyOf('SH3')) === DEPOSIT - BOND);
    await takeOut('SH2');
  });
});
