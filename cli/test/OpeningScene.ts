import type { KeyObject } from 'node:crypto';
import {
  CodedError,
  generateX25519,
  priceCommitment,
  random16Hex,
  sealPriceOpening,
  type AuctionView,
  type PeriodRecord,
  type PriceOpening,
  type PricePlace,
} from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import { OpeningDesk } from '../src/market/OpeningDesk.js';

const START = Date.parse('2016-09-16T00:00:00Z') / 1000;
const DOMAIN = 'community/acequia';
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
  biddingClosedAt: START + 3600,
  bids: [
    bid('2', offered),
    bid('3', openingOf('400'), stranger),
    { ...bid('4', offered), commitment: '0'.repeat(64) },
  ],
};

/** An auction whose buyer and a seller left their openings with an auditor, a ledger that has it, and the auditor's desk. */
export class OpeningScene {
  readonly zone = 'Europe/Madrid';
  /** Ledger seconds: when bids were first taken, and from when on the desk opens. */
  readonly start = START;
  readonly due = START + 5400;
  readonly auction = auction;
  readonly asked = asked;
  readonly offered = offered;
  readonly keys = { auditor: auditor.privateKey, older: older.privateKey };
  now = this.due;
  clock = (): number => this.now;
  view = auction;
  /** What the market lists; the auction alone where nothing else is said. */
  listed: readonly AuctionView[] | undefined;
  /** Codes by the function, or the auction that is read. */
  refusals: Readonly<Record<string, string>> = {};
  privateKeys = async (): Promise<readonly KeyObject[]> =>
    Promise.resolve([auditor.privateKey, older.privateKey]);
  /** What the ledger took, and how often it was asked for a list. */
  said: [name: string, request: unknown][] = [];
  looks = 0;

  readonly desk = new OpeningDesk({
    ledger: {
      market: {
        listAuctions: async ({ periodId, resource, after }) => {
          this.looks += 1;
          const all = this.#auctions.filter(
            (each) => each.periodId === periodId && each.resource === resource,
          );
          return Promise.resolve(after === undefined ? all : []);
        },
        getAuction: async ({ auctionId: id }) => this.#read(id),
        depositMaxPrice: async (request) => this.#take('depositMaxPrice', request),
        revealBid: async (request) => this.#take('revealBid', request),
      },
      quota: { getPeriod: async ({ periodId }) => this.#period(periodId) },
    },
    keys: () => this.privateKeys(),
    domain: DOMAIN,
    zone: this.zone,
    now: () => this.clock(),
  });

  /** What a pass comes to, opening by opening. */
  async states(): Promise<string[]> {
    const releases = await this.desk.release();
    return releases.flatMap(({ openings }) =>
      openings.map(({ side, tag, state, code }) => `${side} ${tag.slice(0, 1)} ${code ?? state}`),
    );
  }

  get #auctions(): readonly AuctionView[] {
    return this.listed ?? [this.view];
  }

  /** Of the month: of the day there is no period. */
  async #period(periodId: string): Promise<PeriodRecord> {
    await Promise.resolve();
    if (periodId !== auction.periodId) throw new CodedError('PERIOD_UNKNOWN', 'there is no such period');
    const contracts = (['water', 'power.18-22'] as const).map((resource) => ({
      resource,
      lotSize: '100',
      lots: 10,
    }));
    return { periodId, start: START, end: auction.periodEnd, contracts };
  }

  async #read(id: string): Promise<AuctionView> {
    await Promise.resolve();
    const seen = this.#auctions.find((each) => each.auctionId === id);
    if (seen !== undefined && this.refusals[id] === undefined) return seen;
    throw new CodedError(this.refusals[id] ?? 'AUCTION_UNKNOWN', 'it cannot be read');
  }

  async #take(name: string, request: PriceOpening & { readonly tag?: string }): Promise<Committed> {
    await Promise.resolve();
    const refusal = this.refusals[name];
    if (refusal !== undefined) throw new CodedError(refusal, 'the ledger does not take it');
    this.said.push([name, request]);
    const { unitPrice, salt, tag } = request;
    const opened = { unitPrice, salt, at: this.now };
    const { bids } = this.view;
    this.view =
      tag === undefined
        ? { ...this.view, maxPrice: opened }
        : { ...this.view, bids: bids.map((each) => (each.tag === tag ? { ...each, reveal: opened } : each)) };
    return { requestId: 'f'.repeat(32), transactionId: '0'.repeat(64), blockNumber: 1 };
  }
}
