import { join } from 'node:path';
import { MarketPlay, MarketStage, type Outcome, type Player } from '@acequia/chaincode/testing';
import { auditAuction } from '@acequia/protocol';
import { expect } from 'chai';
import { replayBlocks } from '../harness/replayBlocks.js';
import { suite } from '../harness/Suite.js';
import { suiteNetwork } from '../harness/suiteNetwork.js';
import type { TestNetwork } from '../harness/TestNetwork.js';
import { expectBooks } from './expectBooks.js';
import { NetworkCommunity } from './NetworkCommunity.js';

const STEPS = 500;
/** So many parties act at once. */
const AT_ONCE = 6;
/** Ledger seconds a second. */
const SPEED = 60;
/** Seconds by the clock: the period lasts for about as long as three quarters of the steps take. */
const SECONDS = { period: 40, bidding: 4, reveal: 3, claim: 12, dispute: 4, wait: 1 } as const;

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
  'token:transfer',
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
    const scene: NetworkStage = new MarketStage(community, {
      periodSeconds: SECONDS.period * SPEED,
      biddingSeconds: SECONDS.bidding * SPEED,
      revealSeconds: SECONDS.reveal * SPEED,
      claimSeconds: SECONDS.claim * SPEED,
      disputeSeconds: SECONDS.dispute * SPEED,
    });
    play = new MarketPlay(scene, {
      seed: config.seed,
      // Others act meanwhile: what must hold is looked up block by block afterwards.
      check: () => undefined,
      atOnce: AT_ONCE,
      waits: [SECONDS.wait * SPEED, SECONDS.wait * SPEED],
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
    const sums = expectBooks(
      await replayBlocks(operator.client, (world, block) => expectBooks(world, block)),
    );
    expect(sums.supply).to.equal(play.ground.scene.supply);
    expect(sums.inMarket).to.equal(0n);
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
