import {
  CodedError,
  hashCanonical,
  type BreachEvidence,
  type ChannelBody,
  type QuotaResource,
} from '@acequia/protocol';
import { expect } from 'chai';
import { pino } from 'pino';
import { HoldingBlocks } from '../../test/HoldingBlocks.js';
import { MarketBlocks, TERMS } from '../../test/MarketBlocks.js';
import { openBook, type OpenBook } from '../../test/openBook.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { accountOf, HOUR, period, SampleLedger, START } from '../../test/SampleLedger.js';
import { traderOf } from '../../test/traderOf.js';
import { Pseudonyms } from '../registrar/Pseudonyms.js';
import { BreachBook } from './BreachBook.js';
import { BreachJudge } from './BreachJudge.js';

const [FIRST, SECOND] = ['1'.repeat(32), '2'.repeat(32)];
const BOUGHT = `acc-${'9'.repeat(32)}`;

interface Claim {
  readonly requestId?: string;
  readonly auctionId: string;
  readonly tag: string;
  readonly lots: number;
  readonly evidenceHash: string;
}

describe('BreachJudge', () => {
  let opened: OpenModel;
  let store: OpenBook;
  let ledger: SampleLedger;
  let blocks: MarketBlocks;
  let holdings: HoldingBlocks;
  let now: number;
  let claims: Claim[];
  let told: { readonly homeId: string; readonly body: ChannelBody }[];
  /** What the ledger answers a claim with, instead of taking it. */
  let refusal: { readonly code: string; readonly isTaken: boolean } | undefined;
  let logged: string;
  beforeEach(() => {
    opened = openModel();
    store = openBook();
    ledger = new SampleLedger().found();
    blocks = new MarketBlocks(ledger);
    holdings = new HoldingBlocks(ledger);
    now = period.end + 2 * HOUR;
    claims = [];
    told = [];
    refusal = undefined;
    logged = '';
    // SH1 has 3 lots of 500 litres left, and uses 2400 litres: 900 more than that, 2 lots.
    holdings.hold(accountOf('SH1'), 'water', 3);
    const used = ledger.window('sh1-water', [1000, 1000, 400]);
    ledger.submit([used]);
    ledger.accept(used);
  });
  afterEach(() => {
    opened.close();
    store.close();
  });

  /** A sale of a home's, settled. */
  const sell = (auctionId: string, homeId: string, lots: number, resource: QuotaResource = 'water'): void => {
    const { keyHash, accountId: tokenAccountId, quotaAccountId } = traderOf(auctionId, homeId.slice(-1));
    if (resource === 'water') blocks.offer(auctionId);
    blocks.settle(auctionId, [{ seller: homeId.slice(-1), lots }], { resource });
    register({ homeId, auctionId, side: 'seller', keyHash, tokenAccountId, quotaAccountId });
  };
  const register = (
    row: Pick<
      Parameters<Pseudonyms['add']>[0],
      'homeId' | 'auctionId' | 'side' | 'keyHash' | 'tokenAccountId' | 'quotaAccountId'
    >,
  ): void => {
    new Pseudonyms(store.book).add({ ...row, periodId: period.periodId, askedAt: START, answer: '{}' });
  };
  const project = (): void => {
    const done = opened.model.ledger.lastBlock()?.number ?? -1;
    opened.apply(ledger.builder.blocks.slice(done + 1));
  };
  const judge = (book = store.book): BreachJudge =>
    new BreachJudge(
      {
        model: opened.model,
        isCurrent: () => Promise.resolve(true),
        reached: () => {
          project();
          return Promise.resolve();
        },
        log: pino({}, { write: (line) => (logged += line) }),
        now: () => now,
        ledger: {
          market: {
            claimBreach: (claim) => {
              claims.push(claim);
              if (refusal === undefined || refusal.isTaken) {
                const seller = claim.tag === traderOf(claim.auctionId, '2').tag ? '2' : '1';
                blocks.claim(claim.auctionId, seller, claim.evidenceHash, claim.lots, now);
              }
              if (refusal !== undefined) return Promise.reject(new CodedError(refusal.code, 'refused'));
              return Promise.resolve({ requestId: '', transactionId: '', blockNumber: 1 });
            },
          },
        },
      },
      {
        breaches: new BreachBook(book),
        pseudonyms: new Pseudonyms(book),
        letters: { write: (homeId, body) => told.push({ homeId, body }) },
      },
    );
  const step = async (on = judge()): Promise<string[]> => {
    project();
    const before = claims.length;
    await on.step();
    return claims.slice(before).map(({ auctionId, lots }) => `${auctionId.slice(0, 1)} ${lots}`);
  };
  const evidence = (): BreachEvidence[] =>
    told.flatMap(({ body }) => (body.type === 'breachClaimed' ? [body.evidence] : []));

  it('claims what a home used of what it had sold, with a salted hash, and shows the home why', async () => {
    sell(FIRST, 'SH1', 4);
    expect(await step()).to.deep.equal([]);
    ledger.close();
    expect(await step()).to.deep.equal(['1 2']);
    const [shown] = evidence();
    expect(told.map(({ homeId }) => homeId)).to.deep.equal(['SH1']);
    expect(shown).to.deep.include({
      homeId: 'SH1',
      auctionId: FIRST,
      use: '2400',
      entitlement: '1500',
      lotSize: '500',
      soldLots: 4,
      laterLots: 0,
      breachedLots: 2,
    });
    expect(shown).to.not.have.property('at');
    expect(shown?.salt).to.have.length(32);
    expect(shown && hashCanonical(shown)).to.equal(claims[0]?.evidenceHash);
    expect(await step()).to.deep.equal([]);
    expect(told).to.have.length(1);
  });

  /** A home that held 6 lots of 500 W, 4 of them a coin that is in a bid from one o’clock on. */
  const bidPower = (): void => {
    holdings.contractPower('500', 12, 'power');
    const { keyHash, accountId: tokenAccountId, quotaAccountId } = traderOf(FIRST, '1');
    register({ homeId: 'SH1', auctionId: FIRST, side: 'seller', keyHash, tokenAccountId, quotaAccountId });
    holdings.assign('SH1', [quotaAccountId]);
    holdings.hold(accountOf('SH1'), 'power', 2, START);
    holdings.hold(quotaAccountId, 'power', 4, START);
    blocks.offer(FIRST, { resource: 'power' });
    blocks.bid(FIRST, { seller: '1', lots: 4 });
    holdings.escrow(FIRST, { seller: '1', lots: 4 }, 'power', START + HOUR);
  };
  const drawPower = (...watts: readonly number[]): void => {
    const used = ledger.window('sh1-energy', watts);
    ledger.submit([used]);
    ledger.accept(used);
    ledger.close();
  };

  it('claims power that a home drew behind a sale of it, and nothing of what it drew before', async () => {
    bidPower();
    holdings.clearEscrow(FIRST, { seller: '1', lots: 0 }, 'power', START + 4 * HOUR);
    blocks.settle(FIRST, [{ seller: '1', lots: 4 }], { resource: 'power' });
    // A home's lots in an auction are its own until they are sold: 6 lots till then, 2 behind it.
    drawPower(2000, 3000, 3000, 3000, 1000, 1501, 900);
    expect(await step()).to.deep.equal(['1 2']);
    expect(evidence()[0]).to.deep.include({
      resource: 'power',
      at: START + 5 * HOUR,
      use: '1501',
      entitlement: '1000',
      lotSize: '500',
      soldLots: 4,
      laterLots: 0,
      breachedLots: 2,
    });
  });

  it('gives a home back what nobody bought of its power, once', async () => {
    bidPower();
    holdings.clearEscrow(FIRST, { seller: '1', lots: 3 }, 'power', START + 4 * HOUR);
    blocks.settle(FIRST, [{ seller: '1', lots: 1 }], { resource: 'power' });
    drawPower(2000, 3000, 3000, 3000, 2500, 2501);
    expect(await step()).to.deep.equal(['1 1']);
    expect(evidence()[0]).to.deep.include({ use: '2501', entitlement: '2500', breachedLots: 1 });
  });

  it('holds a sale in a slot against what was drawn in its hours alone', async () => {
    holdings.contractPower('500', 12, 'power.00-06', 'power.06-24');
    holdings.hold(accountOf('SH1'), 'power.00-06', 2, START);
    blocks.offer(FIRST, { resource: 'power.00-06' });
    sell(FIRST, 'SH1', 4, 'power.00-06');
    drawPower(9000, 9000, 9000, 9000, 900, 1400, 9000, 9000);
    expect(await step()).to.deep.equal(['1 1']);
    expect(evidence()[0]).to.deep.include({
      resource: 'power.00-06',
      at: START + 5 * HOUR,
      use: '1400',
      entitlement: '1000',
    });
  });

  it('claims nothing from a home that kept to what it had left', async () => {
    sell(FIRST, 'SH2', 4);
    ledger.close();
    expect(await step()).to.deep.equal([]);
    expect(new BreachBook(store.book).list('none')).to.have.length(1);
    expect(told).to.deep.equal([]);
  });

  it('has the newest of several sales answer first', async () => {
    sell(FIRST, 'SH1', 4);
    sell(SECOND, 'SH1', 1);
    ledger.close();
    expect(await step()).to.deep.equal(['1 1', '2 1']);
    expect(evidence().map(({ laterLots, breachedLots }) => [laterLots, breachedLots])).to.deep.equal([
      [1, 1],
      [0, 1],
    ]);
  });

  it('counts what the home bought, also where it was not told of it', async () => {
    sell(FIRST, 'SH1', 4);
    register({
      homeId: 'SH1',
      auctionId: SECOND,
      side: 'buyer',
      keyHash: '8'.repeat(64),
      tokenAccountId: `acc-${'8'.repeat(32)}`,
      quotaAccountId: BOUGHT,
    });
    holdings.hold(BOUGHT, 'water', 1);
    ledger.close();
    expect(await step()).to.deep.equal(['1 1']);
  });

  it('waits for auctions of the period whose lots may come back', async () => {
    sell(FIRST, 'SH1', 4);
    blocks.offer(SECOND);
    ledger.close();
    expect(await step()).to.deep.equal([]);
    blocks.settle(SECOND, []);
    expect(await step()).to.deep.equal(['1 2']);
  });

  it('claims the same after a crash, and tells the home once the claim stands', async () => {
    sell(FIRST, 'SH1', 4);
    ledger.close();
    refusal = { code: 'LEDGER_UNAVAILABLE', isTaken: false };
    expect(await step()).to.deep.equal(['1 2']);
    expect(told).to.deep.equal([]);
    refusal = { code: 'REQUEST_DONE', isTaken: true };
    expect(await step(judge(store.reopen()))).to.deep.equal(['1 2']);
    expect(claims[1]).to.deep.equal(claims[0]);
    expect(told).to.deep.equal([]);
    expect(await step(judge(store.reopen()))).to.deep.equal([]);
    expect(evidence().map((shown) => hashCanonical(shown))).to.deep.equal([claims[0]?.evidenceHash]);
    expect(await step()).to.deep.equal([]);
    expect(told).to.have.length(1);
  });

  it('gives up what can no longer be claimed, or somebody claimed with other evidence', async () => {
    sell(FIRST, 'SH1', 4);
    sell(SECOND, 'SH1', 1);
    ledger.close();
    blocks.claim(SECOND, '1', 'c'.repeat(64), 1, now);
    now = period.end + TERMS.claimSeconds;
    expect(await step()).to.deep.equal([]);
    expect(new BreachBook(store.book).list('lost')).to.have.length(2);
    expect(told).to.deep.equal([]);
  });

  it('judges nobody whose pseudonym is not in the book, and all others', async () => {
    blocks.offer(SECOND);
    blocks.settle(SECOND, [{ seller: '5', lots: 2 }]);
    sell(FIRST, 'SH1', 4);
    ledger.close();
    expect(await step()).to.deep.equal(['1 2']);
  });

  it('claims nothing while accepted readings are not there', async () => {
    sell(FIRST, 'SH1', 4);
    ledger.purge('sh1-water', 1);
    ledger.close();
    expect(await step()).to.deep.equal([]);
    expect(new BreachBook(store.book).list('none')).to.deep.equal([]);
    // Who reads logs learns that a sale could not be judged, and not whose it is.
    expect(logged).to.include('PAYLOAD_MISSING').and.include(FIRST);
    expect(logged).to.not.match(/\bSH1\b/);
  });
});
