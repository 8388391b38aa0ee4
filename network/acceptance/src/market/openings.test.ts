import { join } from 'node:path';
import { OpeningDesk } from '@acequia/cli/market';
import {
  moneyAnswerSchema,
  tradesAnswerSchema,
  tradingLogAnswerSchema,
  tradingRulesSchema,
  type TradeOrder,
  type TradingLogEntry,
} from '@acequia/edge-agent';
import { random16Hex, sealingDomain, TRADERS_MSP, type AuctionView } from '@acequia/protocol';
import type { LedgerTransaction } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import { acceptanceConfig } from '../harness/acceptanceConfig.js';
import { eventually } from '../harness/eventually.js';
import type { HomeName } from '../harness/HomeName.js';
import { secondsOf } from '../harness/secondsOf.js';
import { closeSuite, openSuite, suite, type Suite } from '../harness/Suite.js';
import type { TestCommunity } from '../harness/TestCommunity.js';
import { Village } from '../village/Village.js';
import { CoinPeriod } from './CoinPeriod.js';
import { payIntoService } from './payIntoService.js';

const HOUR = 3600;
/** Tokens, minor units. */
const DEPOSIT = 5000;
/** What a lot over the share costs: set aside for each lot that is wanted. */
const EACH = 300;
/** Lots that SH1 asks for and SH2 sells; SH3 bids with fewer, at too high a price. */
const LOTS = 4;
/** Seconds by the clock: the least that an agent needs for its way into an auction. */
const SHORTEST_STEP = 8;

describe('households that leave their prices with an auditor', () => {
  let own: Suite;
  let village: Village;
  let auctionId: string;
  let released: string[];

  before(async () => {
    const dir = join(suite().config.dir, 'openings');
    own = await openSuite({ ...acceptanceConfig(), dir }, () => undefined);
    const seconds = await secondsOf(async () => {
      village = await Village.enrol(own, {
        dir: join(dir, 'village'),
        flows: { SH1: () => 5, SH2: () => 5, SH3: () => 5 },
        mailMs: 500,
      });
      const account = { accountId: village.serviceAccountId, amount: String(DEPOSIT) };
      for (const homeId of village.homes) await payIntoService(own.community, homeId, account);
      await village.start();
    });
    // Where programs take long to start, they take long to bid.
    const step = Math.max(SHORTEST_STEP, seconds) * HOUR;
    const { periodId } = await CoinPeriod.open(own.community, 10 * step);
    await own.community.operator.ledger.market.setMarket({
      periodId,
      resource: 'water',
      excessPrice: String(EACH),
      depositRatioBp: 1000,
      deadEndPenaltyBp: 100,
      biddingSeconds: 2 * step,
      revealSeconds: (3 * step) / 2,
      claimSeconds: HOUR,
      disputeSeconds: HOUR,
      maxLots: 50,
    });
    await own.settled();
  });

  after(async () => {
    await village.kill();
    await closeSuite(own);
  });

  const order = async (
    homeId: HomeName,
    wish: Pick<TradeOrder, 'side' | 'quantity' | 'price'>,
  ): Promise<void> => {
    const body: TradeOrder = { orderId: random16Hex(), resource: 'water', ...wish };
    await village.agent(homeId).control('/trading/trades', tradesAnswerSchema, body);
  };
  const auction = (): Promise<AuctionView> => own.community.operator.ledger.market.getAuction({ auctionId });
  const comeBack = async (homeId: HomeName): Promise<TradingLogEntry['outcome']> => {
    const agent = village.agent(homeId);
    await agent.start();
    await agent.controlled();
    return await eventually(`what ${homeId} says of it`, async () => {
      const { entries } = await agent.control('/trading/log', tradingLogAnswerSchema);
      return entries.findLast(({ tradeId }) => tradeId !== undefined)?.outcome;
    });
  };
  const moneyOf = async (homeId: HomeName): Promise<number> => {
    const { service } = await village.agent(homeId).control('/money', moneyAnswerSchema);
    return Number(service?.balance);
  };
  /** The transactions that signed, or wrote, anything of the auction. */
  const transactions = async (): Promise<readonly LedgerTransaction[]> =>
    (await own.state.transactions()).filter((transaction) => textOf(transaction).includes(auctionId));

  it('two name the auditor, a third names none: what stands of them on the ledger looks the same', async () => {
    const { mspId, keyHash } = own.community.parties.auditor;
    for (const homeId of ['SH1', 'SH2'] as const) {
      const rules = { auditor: { mspId, keyHash } };
      await village.agent(homeId).control('/trading/rules', tradingRulesSchema, rules, 'PUT');
    }
    await order('SH1', { side: 'buy', quantity: '400', price: '2500' });
    ({ auctionId } = await eventually('the auction', async () => {
      const opened = (await own.state.transactions()).find(({ event }) => event?.name === 'AuctionOpened');
      return opened?.event && (JSON.parse(Buffer.from(opened.event.payload).toString()) as AuctionView);
    }));
    await own.settled();
    await order('SH2', { side: 'sell', quantity: '400', price: '1000' });
    await order('SH3', { side: 'sell', quantity: '200', price: '2900' });
    const view = await eventually('both bids', async () => {
      const seen = await auction();
      return seen.bids.length === 2 && seen;
    });
    const sealed = [view, ...view.bids].map(({ sealedOpening }) => sealedOpening);
    expect(new Set(sealed).size).to.equal(3);
    expect(sealed.map((text) => text?.length)).to.deep.equal([192, 192, 192]);
  });

  it('both are killed before prices are opened, and the auditor opens theirs when it is time', async () => {
    await Promise.all([village.agent('SH1').kill(), village.agent('SH2').kill()]);
    const desk = deskOf(own.community);
    const release = async (): Promise<string[]> => releasedBy(await desk.release());
    const { buyer, bids } = await auction();
    expect(await release()).to.deep.equal([]);
    released = await eventually('what was left to be due', async () => {
      const tags = await release();
      return tags.length > 0 && tags;
    });
    const seller = bids.find(({ lots }) => lots === LOTS);
    expect(released).to.deep.equal([buyer.tag, seller?.tag]);
    // A second time there is nothing left to open.
    await own.settled();
    expect(await release()).to.deep.equal([]);
  });

  it('the sale stands, and nobody loses what it had set aside', async () => {
    const { settlement, bids } = await eventually('the settlement', async () => {
      const view = await auction();
      return view.phase === 'settled' && view;
    });
    // The other price is the lowest that was rejected, and above what the buyer pays.
    expect(settlement).to.deep.include({ outcome: 'traded', lots: LOTS, unitPrice: '250', toFund: '0' });
    expect(bids.map(({ lots, delivery }) => [lots, delivery?.lots])).to.have.deep.members([
      [LOTS, LOTS],
      [2, undefined],
    ]);
    await own.settled();
    const traded = { kind: 'traded', lots: LOTS, price: '250' };
    expect(await Promise.all([comeBack('SH1'), comeBack('SH2')])).to.deep.equal([traded, traded]);
    await eventually('the buyer’s rest', async () => (await moneyOf('SH1')) === DEPOSIT - LOTS * 250);
    await eventually('what SH3 had set aside', async () => (await moneyOf('SH3')) === DEPOSIT);
  });

  it('no home is named beside any of it, and the auditor signed the two openings alone', async () => {
    const all = await transactions();
    const { keyHash } = own.community.parties.auditor;
    const ofAuditor = all.filter(({ creator }) => creator?.keyHash === keyHash);
    expect(ofAuditor.map(({ function: name }) => name)).to.have.members([
      'market:depositMaxPrice',
      'market:revealBid',
    ]);
    const placed = all.filter(({ function: name = '' }) => ['market:offer', 'market:bid'].includes(name));
    expect(placed.map(({ creator }) => creator?.mspId)).to.deep.equal(Array(3).fill(TRADERS_MSP));
    const signers = new Set(all.map(({ creator }) => creator?.mspId));
    expect([TRADERS_MSP, 'CommunityMSP', 'PublicMSP']).to.include.members([...signers]);
    for (const transaction of all) expect(textOf(transaction)).to.not.match(/\bSH[123](MSP)?\b/);
  });
});

/** What the auditor of the tests, whom openings are left with, runs as `acequia market release`. */
function deskOf(community: TestCommunity): OpeningDesk {
  const { ledger, connection } = community.parties.auditor;
  return new OpeningDesk({
    ledger,
    keys: async () => Promise.resolve([community.keys.auditor.pair.privateKey]),
    domain: sealingDomain(connection),
    zone: 'Europe/Madrid',
    now: () => community.now(),
  });
}

/** The tags of what was opened. */
function releasedBy(releases: Awaited<ReturnType<OpeningDesk['release']>>): string[] {
  return releases.flatMap(({ openings }) =>
    openings.filter(({ state }) => state === 'released').map(({ tag }) => tag),
  );
}

/** What of a transaction anybody can read, but for its signatures. */
function textOf({ request, writes, event }: LedgerTransaction): string {
  const said = [request, event?.payload, ...writes.flatMap(({ key, value }) => [key.raw, value])];
  return said
    .map((part) => (typeof part === 'string' ? part : Buffer.from(part ?? []).toString()))
    .join('\n');
}
