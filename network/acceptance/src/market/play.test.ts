import { join } from 'node:path';
import { MarketPlay, MarketStage, PlayBooks, type Outcome, type Player } from '@acequia/chaincode/testing';
import { auditAuction } from '@acequia/protocol';
import { expect } from 'chai';
import { replayBlocks } from '../harness/replayBlocks.js';
import { secondsOf } from '../harness/secondsOf.js';
import { suite } from '../harness/Suite.js';
import { suiteNetwork } from '../harness/suiteNetwork.js';
import type { TestNetwork } from '../harness/TestNetwork.js';
import { NetworkCommunity } from './NetworkCommunity.js';

const STEPS = 500;
/** So many parties act at once. */
const AT_ONCE = 6;
/** Ledger seconds a second. */
const SPEED = 60;
/**
 * How long things take, in times that the founding of the community took, which is eight transactions one after the other: the period is
 * as long as three quarters of the steps and what comes before them, and some more.
 */
const FOUNDINGS = { period: 20, bidding: 2, reveal: 1.5, claim: 6, dispute: 2, wait: 0.5 } as const;

/** What a play that means anything has seen; which of the others happen is for the dice. */
const TAKEN = [
  'market:offer',
  'market:bid',
  'market:closeBidding',
  'market:depositMaxPrice',
  'market:revealBid',
  'market:closeReveals',
  'market:settle',
  'market:releaseDelivery',
  'quota:moveLots',
  'token:buy',
  'token:captureHold',
  'token:closeCounter',
  'token:createToken',
  'token:depositCurrency',
  'token:foldReserve',
  'token:fundReserve',
  'token:hold',
  'token:issueVoucher',
  'token:openCounter',
  'token:payReward',
  'token:redeemVoucher',
  'token:requestWithdrawal',
  'token:sell',
  'token:setFees',
  'token:settleWithdrawal',
  'token:transfer',
  'token:withdrawReserve',
];

type NetworkStage = MarketStage<Player, Outcome, NetworkCommunity>;

describe('a market on a network, played at random', () => {
  let network: TestNetwork;
  let community: NetworkCommunity;
  let play: MarketPlay<NetworkStage>;

  before(async () => {
    const { config } = suite();
    const dir = join(config.dir, 'play');
    network = await suiteNetwork({ ...config, dir }, { onProgress: () => undefined });
    community = await NetworkCommunity.open(network.description, dir, SPEED);
    const founding = SPEED * (await secondsOf(() => community.start()));
    const scene: NetworkStage = new MarketStage(community, {
      periodSeconds: community.now - community.origin + FOUNDINGS.period * founding,
      biddingSeconds: FOUNDINGS.bidding * founding,
      revealSeconds: FOUNDINGS.reveal * founding,
      claimSeconds: FOUNDINGS.claim * founding,
      disputeSeconds: FOUNDINGS.dispute * founding,
    });
    play = new MarketPlay(scene, {
      seed: config.seed,
      // Others act meanwhile: what must hold is looked up block by block afterwards.
      check: () => undefined,
      atOnce: AT_ONCE,
      waits: [FOUNDINGS.wait * founding, FOUNDINGS.wait * founding],
    });
  });

  after(async () => {
    await community.close();
    await network.stop();
  });

  it(`takes or refuses ${String(STEPS)} steps of honest and dishonest parties, by the seed of the run`, async () => {
    await play.start();
    await play.play(STEPS);
    await play.finish();
    const { steps, taken, refused } = play.ground;
    expect(steps).to.be.at.least(STEPS);
    expect(TAKEN.filter((name) => !taken.has(name))).to.deep.equal([]);
    expect(refused.size, [...refused.keys()].join()).to.be.above(10);
  });

  it('loses no token, cent or lot in any block', async () => {
    await community.settled();
    const [operator] = community.readers;
    if (operator === undefined) throw new Error('the operator reads');
    const books = new PlayBooks();
    const { inMarket } = books.check(
      await replayBlocks(operator.client, (world, block) => books.check(world, block)),
    );
    books.expectFull();
    expect(inMarket).to.equal(0n);
    expect(Object.keys(play.ground.scene.lots()).filter((holder) => holder.startsWith('esc-'))).to.deep.equal(
      [],
    );
  });

  it('ends every auction as its bids have it', async () => {
    for (const { auctionId } of play.ground.tables) {
      expect(auditAuction(await play.ground.scene.auction(auctionId)).faults).to.deep.equal([]);
    }
  });

  it('leaves every endorser with the same state', async () => {
    const { market } = play.ground.scene;
    const answers = await Promise.all(
      community.readers.map(async ({ client, ledger }) => {
        const world = await replayBlocks(client);
        const auctions = play.ground.tables.map(({ auctionId }) => ledger.market.getAuction({ auctionId }));
        const { periodId } = market;
        return JSON.stringify([
          [...world].map(([key, value]) => [key, Buffer.from(value).toString('base64')]).sort(),
          await Promise.all(auctions),
          await ledger.quota.getHoldings({ periodId }),
          await ledger.token.getReserve(),
        ]);
      }),
    );
    expect(new Set(answers).size).to.equal(1);
  });
});
