import { auditAuction, type Equation9 } from '@acequia/protocol';
import { expect } from 'chai';
import { randomInt } from 'node:crypto';
import { count } from '../../test/count.js';
import { MarketPlay } from '../../test/MarketPlay.js';
import { MarketScene } from '../../test/MarketScene.js';
import { tokensOf } from '../../test/tokensOf.js';

const STEPS = 10_000;
const STEPS_A_PLAY = 250;
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
  'token:captureHold',
  'token:freezeAccount',
  'token:hold',
  'token:releaseHold',
  'token:transfer',
];

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
  'CREDIT_UNKNOWN',
  'DELIVERY_HELD',
  'DELIVERY_RELEASED',
  'HOLD_SETTLED',
  'LOTS_EXCEEDED',
  'LOTS_INSUFFICIENT',
  'MAX_PRICE_EXISTS',
  'OPENER_DENIED',
  'OPENING_WRONG',
  'PERIOD_CLOSED',
  'PHASE_EARLY',
  'PHASE_LATE',
  'PRICE_TOO_HIGH',
  'QUOTA_SUM_DIFFERS',
  'REGISTRAR_DENIED',
  'ROLE_DENIED',
  'SELLER_DENIED',
  'TICKET_HOLDER',
];

describe('market, quota and token together', () => {
  it(`lose no token and no lot in ${String(STEPS)} random steps (seed ${String(SEED)})`, async function () {
    this.timeout(240_000);
    const taken = new Map<string, number>();
    const refused = new Map<string, number>();
    let steps = 0;
    for (let round = 0; steps < STEPS; round += 1) {
      const scene = new MarketScene(RESOURCES[round % RESOURCES.length]);
      const play = new MarketPlay(scene, { seed: SEED + round, check: watch(scene) });
      const { ground } = play;
      await play.start();
      await play.play(STEPS_A_PLAY);
      await checkEquation9(ground.scene);
      steps += ground.steps;
      await play.finish();
      await checkEquation9(ground.scene);
      nothingKept(ground.scene);
      for (const { auctionId } of ground.tables) {
        expect(auditAuction(await scene.auction(auctionId)).faults).to.deep.equal([]);
      }
      for (const [name, times] of ground.taken) count(taken, name, times);
      for (const [code, times] of ground.refused) count(refused, code, times);
    }
    expect(steps).to.be.at.least(STEPS);
    expect([...taken.keys()].sort()).to.deep.equal(EVERY_OPERATION);
    expect(EVERY_CHEAT.filter((code) => !refused.has(code))).to.deep.equal([]);
  });
});

/** What must hold after every step: all tokens and lots are there, nothing is below zero, and a refused step changed nothing. */
function watch(scene: MarketScene): (wasTaken: boolean) => void {
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
    const records = recordsIn(world);
    expect(tokensOf(records)).to.equal(scene.supply);
    nothingBelowZero(records);
    lotsAsContracted(records);
  };
}

function nothingBelowZero(records: Readonly<Record<string, Fields>>): void {
  for (const [key, record] of Object.entries(records)) {
    for (const field of ['amount', 'bond', 'proceeds', 'lots']) {
      if (String(record[field]).startsWith('-')) throw new Error(`${key} has ${field} below zero`);
    }
  }
}

/** Eq. 9, of the one resource there is. */
function lotsAsContracted(records: Readonly<Record<string, Fields>>): void {
  let held = 0;
  let contracted = 0;
  for (const [key, record] of Object.entries(records)) {
    if (key.startsWith('holding/')) held += Number(record.lots);
    if (key.startsWith('period/')) {
      for (const { lots } of record.contracts as readonly { readonly lots: number }[]) contracted += lots;
    }
  }
  expect(held).to.equal(contracted);
}

type Fields = Readonly<Record<string, unknown>>;
const WATCHED =
  /^\0(balance|credit|hold|holdOutcome|auction|bid|settlement|delivery|deliveryRelease|holding|period)\0/;
/** Stored bytes never change, so that each is read once. */
const known = new WeakMap<Buffer, Fields>();

function recordsIn(world: ReadonlyMap<string, Buffer>): Readonly<Record<string, Fields>> {
  const records: Record<string, Fields> = {};
  for (const [key, value] of world) {
    if (!WATCHED.test(key)) continue;
    const record = known.get(value) ?? (JSON.parse(value.toString('utf8')) as Fields);
    known.set(value, record);
    records[key.split('\0').slice(1, -1).join('/')] = record;
  }
  return records;
}

async function checkEquation9({ community }: MarketScene): Promise<void> {
  const request = { periodId: '2016-09' };
  const { result } = await community.ledger.run(community.auditor, 'quota', 'checkEquation9', request);
  expect((result as Equation9).map(({ holds }) => holds)).to.deep.equal([true]);
}

/** All auctions are over and all sales paid out: tokens are in accounts and open holds, lots in accounts. */
function nothingKept(scene: MarketScene): void {
  const records = Object.entries(recordsIn(scene.community.ledger.store.world));
  const outside = Object.fromEntries(
    records.filter(([key]) => /^(balance|credit|hold|holdOutcome)\//.test(key)),
  );
  expect(tokensOf(outside)).to.equal(scene.supply);
  expect(Object.keys(scene.lots()).filter((holder) => holder.startsWith('esc-'))).to.deep.equal([]);
}
