import {
  CodedError,
  generateX25519,
  priceCommitment,
  random16Hex,
  sealPriceOpening,
  type AuctionView,
  type PriceOpening,
  type PricePlace,
} from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { OpeningDesk } from './OpeningDesk.js';
import { renderReleases } from './renderReleases.js';
import { watchOpenings } from './watchOpenings.js';

const START = Date.parse('2016-09-16T00:00:00Z') / 1000;
const DOMAIN = 'community/acequia';
const ZONE = 'Europe/Madrid';
const auctionId = 'a'.repeat(32);
const account = `acc-${'1'.repeat(32)}`;
const trader = (digit: string): AuctionView['buyer'] => ({
  tag: digit.repeat(64),
  keyHash: digit.repeat(64),
  accountId: account,
  quotaAccountId: account,
});
const auditor = generateX25519();
const older = generateX25519();
const stranger = generateX25519();
const buyerPlace: PricePlace = { side: 'buyer', auctionId, tag: trader('1').tag };
const sealTo = (place: PricePlace, opening: PriceOpening, { publicKey } = auditor): string =>
  sealPriceOpening({ ...place, domain: DOMAIN }, opening, publicKey);
const openingOf = (unitPrice: string): PriceOpening => ({ unitPrice, salt: random16Hex() });
const asked = openingOf('900');
const offered = openingOf('500');

function bid(digit: string, opening: PriceOpening, to = auditor): AuctionView['bids'][number] {
  const place: PricePlace = { side: 'seller', auctionId, tag: digit.repeat(64) };
  return {
    auctionId,
    ...trader(digit),
    lots: 1,
    commitment: priceCommitment(place, opening),
    sealedOpening: sealTo(place, opening, to),
    bond: '1000',
    at: START,
  };
}

const auction: AuctionView = {
  auctionId,
  periodId: '2016-09',
  resource: 'water',
  lots: 1,
  buyer: trader('1'),
  maxPriceHash: priceCommitment(buyerPlace, asked),
  sealedOpening: sealTo(buyerPlace, asked, older),
  bond: '1000',
  terms: {
    fund: account,
    excessPrice: '1000',
    depositRatioBp: 5000,
    deadEndPenaltyBp: 1000,
    biddingSeconds: 3600,
    revealSeconds: 3600,
    claimSeconds: 60,
    disputeSeconds: 60,
    maxLots: 10,
  },
  openedAt: START,
  biddingEndsAt: START + 3600,
  revealEndsAt: START + 7200,
  periodEnd: START + 86_400,
  phase: 'reveal',
  bids: [
    bid('2', offered),
    bid('3', openingOf('400'), stranger),
    { ...bid('4', offered), commitment: '0'.repeat(64) },
  ],
};
const DUE = START + 5400;

describe('openings that were left with an auditor', () => {
  let now: number;
  let view: AuctionView;
  let refusal: string | undefined;
  let said: [string, unknown][];
  let looks: number;

  const take =
    (name: string, apply: (opening: PriceOpening) => void) =>
    async (request: PriceOpening & { auctionId: string; tag?: string }): Promise<Committed> => {
      await Promise.resolve();
      if (refusal !== undefined) throw new CodedError(refusal, 'the ledger does not take it');
      said.push([name, request]);
      apply(request);
      return { requestId: 'f'.repeat(32), transactionId: '0'.repeat(64), blockNumber: 1 };
    };
  const desk = new OpeningDesk({
    ledger: {
      market: {
        listAuctions: async ({ periodId, resource, after }) => {
          looks += 1;
          const isThere = periodId === '2016-09' && resource === 'water' && after === undefined;
          return Promise.resolve(isThere ? [view] : []);
        },
        getAuction: async () => Promise.resolve(view),
        depositMaxPrice: take('depositMaxPrice', ({ unitPrice, salt }) => {
          view = { ...view, maxPrice: { unitPrice, salt, at: now } };
        }),
        revealBid: take('revealBid', ({ unitPrice, salt }) => {
          const reveal = { unitPrice, salt, at: now };
          view = {
            ...view,
            bids: view.bids.map((each) => (each.tag.startsWith('2') ? { ...each, reveal } : each)),
          };
        }),
      },
    },
    keys: [auditor.privateKey, older.privateKey],
    domain: DOMAIN,
    zone: ZONE,
    now: () => now,
  });
  const states = async (): Promise<string[]> => {
    const releases = await desk.release();
    return releases.flatMap(({ openings }) =>
      openings.map(({ side, tag, state, code }) => `${side} ${tag.slice(0, 1)} ${code ?? state}`),
    );
  };

  beforeEach(() => {
    [now, view, refusal, said, looks] = [DUE, auction, undefined, [], 0];
  });

  it('are opened once they are due, with whichever key they were sealed to, and once', async () => {
    now = DUE - 1;
    expect(await states()).to.deep.equal(['seller 4 OPENING_WRONG', 'buyer 1 waits', 'seller 2 waits']);
    expect(said).to.deep.equal([]);
    now = DUE;
    expect(await states()).to.deep.equal(['seller 4 OPENING_WRONG', 'buyer 1 released', 'seller 2 released']);
    expect(said).to.deep.equal([
      ['depositMaxPrice', { auctionId, ...asked }],
      ['revealBid', { auctionId, tag: '2'.repeat(64), ...offered }],
    ]);
    // A second pass, as after a crash: what is open is left alone.
    expect(await states()).to.deep.equal(['seller 4 OPENING_WRONG']);
    expect(said).to.have.length(2);
  });

  it('are not unsealed while bids are taken, nor once prices are closed', async () => {
    for (const phase of ['bidding', 'settling'] as const) {
      view = { ...auction, phase };
      expect(await desk.release()).to.deep.equal([]);
      const [release] = await desk.release(auctionId);
      expect(release).to.deep.include({ phase, openings: [], others: 0 });
    }
    expect(said).to.deep.equal([]);
  });

  it('of one auction are found without a look at the others', async () => {
    const [release, ...others] = await desk.release(auctionId);
    expect([release?.openings.length, release?.others, others, looks]).to.deep.equal([3, 1, [], 0]);
  });

  it('whose trader was faster, or whose time is over, hold up no other', async () => {
    for (const [code, state] of [
      ['BID_REVEAL_EXISTS', 'opened'],
      ['PHASE_LATE', 'late'],
    ] as const) {
      refusal = code;
      expect(await states()).to.deep.equal([
        'seller 4 OPENING_WRONG',
        `buyer 1 ${state}`,
        `seller 2 ${state}`,
      ]);
    }
    refusal = 'ROLE_DENIED';
    const failure: unknown = await desk.release().catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'ROLE_DENIED');
  });

  it('are shown without a price', async () => {
    now = START + 3600;
    const waiting = renderReleases(await desk.release(), ZONE);
    expect(waiting).to.deep.equal([
      `Auction ${auctionId} of water in 2016-09: prices are opened until 2016-09-16 04:00.`,
      '- seller 44444444: set aside: OPENING_WRONG',
      '- buyer 11111111: waits for its trader until 2016-09-16 03:30',
      '- seller 22222222: waits for its trader until 2016-09-16 03:30',
      '- 1 more not opened yet, and not left with you',
    ]);
    now = DUE;
    expect(renderReleases(await desk.release(), ZONE)[2]).to.equal('- buyer 11111111: opened by you now');
    expect(renderReleases([], ZONE)).to.deep.equal(['In no auction prices are being opened.']);
    view = { ...auction, phase: 'bidding' };
    expect(renderReleases(await desk.release(auctionId), ZONE)).to.deep.equal([
      `Auction ${auctionId} of water in 2016-09: bids are taken; nothing is opened before that is over.`,
    ]);
  });

  it('are watched until somebody stops it, whatever a pass comes to', async () => {
    const ending = new AbortController();
    const seen: string[] = [];
    let passes = 0;
    await watchOpenings({
      pass: async () => {
        passes += 1;
        if (passes === 2) throw new CodedError('LEDGER_UNAVAILABLE', 'away');
        if (passes === 4) ending.abort();
        return desk.release();
      },
      onPass: (releases) => seen.push(String(releases[0]?.openings.length)),
      onFailure: ({ code }) => seen.push(code),
      everyMs: 1,
      signal: ending.signal,
    });
    expect(seen).to.deep.equal(['3', 'LEDGER_UNAVAILABLE', '1', '1']);
    const failure: unknown = await watchOpenings({
      pass: async () => Promise.reject(new TypeError('a mistake of ours')),
      onPass: () => undefined,
      onFailure: () => undefined,
      everyMs: 1,
      signal: new AbortController().signal,
    }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(TypeError);
  });
});
