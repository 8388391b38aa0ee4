import { auditAuction, type Equation9 } from '@acequia/protocol';
import { expect } from 'chai';
import { randomInt } from 'node:crypto';
import { count } from '../../test/count.js';
import { expectBooks } from '../../test/expectBooks.js';
import { MarketPlay } from '../../test/MarketPlay.js';
import { MarketScene } from '../../test/MarketScene.js';
import { PlayBooks } from '../../test/PlayBooks.js';

const STEPS = 10_000;
const STEPS_A_PLAY = 500;
/** Printed with the name of the test: `ACEQUIA_SEED` plays the same again. */
const SEED = Number(process.env.ACEQUIA_SEED ?? randomInt(2 ** 32));

/** What is traded, a play each. */
const RESOURCES = ['water', 'power.18-22'] as const;

const EVERY_OPERATION = [
  'market:bid',
  'market:claimBreach',
  'market:closeBidding',
  'market:closeReveals',
  'market:decideBreach',
  'market:depositMaxPrice',
  'market:disputeBreach',
  'market:offer',
  'market:releaseDelivery',
  'market:revealBid',
  'market:setMarket',
  'market:settle',
  'quota:adjustContract',
  'quota:closePeriod',
  'quota:moveLots',
  'token:buy',
  'token:captureHold',
  'token:closeCounter',
  'token:createToken',
  'token:depositCurrency',
  'token:foldReserve',
  'token:freezeAccount',
  'token:fundReserve',
  'token:hold',
  'token:issueVoucher',
  'token:openAccount',
  'token:openCounter',
  'token:payReward',
  'token:publishMarketPrice',
  'token:reclaimVoucher',
  'token:redeemVoucher',
  'token:releaseHold',
  'token:requestWithdrawal',
  'token:sell',
  'token:setFees',
  'token:setRestock',
  'token:settleWithdrawal',
  'token:transfer',
  'token:transferOwn',
  'token:withdrawReserve',
];

/** What a play begins with, and must not be all that was taken: with how often it does. */
const AT_RANDOM_TOO: Readonly<Record<string, number>> = {
  'token:buy': 1,
  'token:sell': 1,
  'token:depositCurrency': 2,
  'token:requestWithdrawal': 1,
  'token:settleWithdrawal': 1,
  'token:setFees': 1,
  'token:closeCounter': 1,
  'token:openCounter': 1,
};

const EVERY_CHEAT = [
  'ACCOUNT_DENIED',
  'ACCOUNT_FROZEN',
  'AUCTION_SETTLED',
  'BALANCE_INSUFFICIENT',
  'BID_DUPLICATE',
  'BID_OWN_OFFER',
  'BID_REVEAL_EXISTS',
  'BOND_WRONG',
  'BREACH_CLAIM_EXISTS',
  'BREACH_DECISION_EXISTS',
  'BREACH_DISPUTE_EXISTS',
  'BREACH_EXCEEDS',
  'CLAIM_EARLY',
  'CLAIM_LATE',
  'COMMITMENT_COPIED',
  'COUNTER_CLOSED',
  'COUNTER_NOT_CLOSED',
  'CREDIT_UNKNOWN',
  'DELIVERY_HELD',
  'DELIVERY_RELEASED',
  'FOLD_MISSING',
  'HOLD_SETTLED',
  'LOTS_EXCEEDED',
  'LOTS_INSUFFICIENT',
  'MAX_PRICE_EXISTS',
  'OPENER_DENIED',
  'OPENING_WRONG',
  'OWNER_DENIED',
  'PERIOD_CLOSED',
  'PHASE_EARLY',
  'PHASE_LATE',
  'PRICE_TOO_HIGH',
  'QUOTA_SUM_DIFFERS',
  'REGISTRAR_DENIED',
  'RESERVE_INSUFFICIENT',
  'REWARD_DENIED',
  'ROLE_DENIED',
  'SELLER_DENIED',
  'TICKET_HOLDER',
  'VOUCHER_RUNNING',
  'VOUCHER_SETTLED',
];

describe('market, quota and token together', () => {
  it(`lose no token, cent or lot in ${String(STEPS)} random steps (seed ${String(SEED)})`, async function () {
    this.timeout(240_000);
    const taken = new Map<string, number>();
    const refused = new Map<string, number>();
    let steps = 0;
    let plays = 0;
    for (; steps < STEPS; plays += 1) {
      const scene = new MarketScene(RESOURCES[plays % RESOURCES.length]);
      const books = new PlayBooks();
      const play = new MarketPlay(scene, { seed: SEED + plays, check: watch(scene, books) });
      const { ground } = play;
      await play.start();
      await play.play(STEPS_A_PLAY);
      await checkEquation9(ground.scene);
      steps += ground.steps;
      await play.finish();
      await checkEquation9(ground.scene);
      nothingKept(ground.scene);
      books.expectFull();
      for (const { auctionId } of ground.tables) {
        expect(auditAuction(await scene.auction(auctionId)).faults).to.deep.equal([]);
      }
      for (const [name, times] of ground.taken) count(taken, name, times);
      for (const [code, times] of ground.refused) count(refused, code, times);
    }
    expect(steps).to.be.at.least(STEPS);
    expect([...taken.keys()].sort()).to.deep.equal(EVERY_OPERATION);
    for (const [name, atFirst] of Object.entries(AT_RANDOM_TOO)) {
      expect(taken.get(name), name).to.be.above(atFirst * plays);
    }
    expect(EVERY_CHEAT.filter((code) => !refused.has(code))).to.deep.equal([]);
  });
});

/** What must hold after every step: the books are right, and a refused step changed nothing. */
function watch(scene: MarketScene, books: PlayBooks): (wasTaken: boolean) => void {
  let before = new Map<string, Buffer>();
  return (wasTaken) => {
    const { world } = scene.community.ledger.store;
    if (!wasTaken) {
      expect(world.size).to.equal(before.size);
      for (const [key, value] of world)
        if (before.get(key) !== value) throw new Error(`a refused step changed ${key}`);
      return;
    }
    before = new Map(world);
    books.check(world);
  };
}

async function checkEquation9({ community }: MarketScene): Promise<void> {
  const request = { periodId: '2016-09' };
  const { result } = await community.ledger.run(community.auditor, 'quota', 'checkEquation9', request);
  expect((result as Equation9).map(({ holds }) => holds)).to.deep.equal([true]);
}

/** All auctions are over and all sales paid out: tokens are in accounts, open holds and open vouchers, lots in accounts. */
function nothingKept(scene: MarketScene): void {
  const { inMarket } = expectBooks(scene.community.ledger.store.world);
  expect(inMarket).to.equal(0n);
  expect(Object.keys(scene.lots()).filter((holder) => holder.startsWith('esc-'))).to.deep.equal([]);
}
