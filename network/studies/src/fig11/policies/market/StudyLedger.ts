import { Community, TEST_CHANNEL, type Receipt, type TestIdentity } from '@acequia/chaincode/testing';
import {
  auctionViewSchema,
  equation9Schema,
  holdingsSchema,
  signTradingTicket,
  type AuctionView,
  type Holding,
  type SignedTicket,
  type Transactions,
} from '@acequia/protocol';
import { StudyError } from '../../../StudyError.js';
import { DAY_SECONDS } from '../../model/DAY_SECONDS.js';
import { LITRE } from '../../model/LITRE.js';
import { EXCESS_PRICE } from './EXCESS_PRICE.js';
import { LOT } from './LOT.js';
import { PHASES } from './PHASES.js';
import { StudyTrader } from './StudyTrader.js';

type Fields = Readonly<Record<string, unknown>>;
type MarketFunction = keyof Transactions['market'];

/** Tokens that every home gets: more than it can lose in a month. */
const TOKENS_EACH = 10n ** 12n;
/** After a day's end, until when a breach of its sales can be claimed, s. */
const CLAIM_SECONDS = 60;
const TREASURY = `acc-${'0'.repeat(32)}`;
const FUND = `acc-${'f'.repeat(32)}`;

/** A community of the study on all contracts in memory, with a clock of its own: a period a day, and in each a market of water. */
export class StudyLedger {
  readonly traders: readonly StudyTrader[];
  readonly #quotas: readonly number[];
  readonly #community = new Community();

  /** @param quotas by home, mL a day in whole lots. */
  constructor(quotas: readonly number[]) {
    this.#quotas = quotas;
    this.traders = quotas.map((_, home) => new StudyTrader(home));
  }

  /** Founds the community, and gives every home its tokens. */
  async start(): Promise<void> {
    await this.#community.start();
    for (const accountId of [TREASURY, FUND]) await this.#operate('token', 'openAccount', { accountId });
    const supply = TOKENS_EACH * BigInt(this.traders.length);
    const token = { name: 'Smart City Token', symbol: 'SCT', decimals: 2 };
    const published = { ...token, supply: String(supply), treasury: TREASURY, fund: FUND };
    const { transactionId } = await this.#operate('token', 'publish', published);
    let fold = [`${transactionId}-supply`];
    for (const { identity, accountId } of this.traders) {
      await this.#community.ledger.run(identity, 'token', 'openAccount', { accountId });
      const gift = { from: TREASURY, to: accountId, amount: String(TOKENS_EACH), fold };
      const given = await this.#operate('token', 'transfer', gift);
      fold = [];
      // The account's own money from here on: bonds come back as credits that need not be folded in.
      const own = { from: accountId, to: TREASURY, amount: '1', fold: [`${given.transactionId}-transfer`] };
      await this.#community.ledger.run(identity, 'token', 'transfer', own);
    }
  }

  /** Opens a day with everybody's quota. @param day from 0. */
  async openDay(day: number): Promise<void> {
    const start = this.#community.origin + day * DAY_SECONDS;
    const holdings = this.traders.map(({ quotaAccountId }, home) => ({
      accountId: quotaAccountId,
      resource: 'water',
      lots: (this.#quotas[home] ?? 0) / LOT,
    }));
    const lots = holdings.reduce((sum, holding) => sum + holding.lots, 0);
    await this.#operate('quota', 'openPeriod', {
      periodId: this.periodId(day),
      start,
      end: start + DAY_SECONDS,
      contracts: [{ resource: 'water', lotSize: String(LOT / LITRE), lots }],
      holdings,
    });
    await this.#operate('market', 'setMarket', {
      periodId: this.periodId(day),
      resource: 'water',
      excessPrice: String(EXCESS_PRICE),
      depositRatioBp: 5000,
      deadEndPenaltyBp: 1000,
      ...PHASES,
      claimSeconds: CLAIM_SECONDS,
      disputeSeconds: CLAIM_SECONDS,
      maxLots: lots,
    });
  }

  /** Such as 2016-09-30. */
  periodId(day: number): string {
    return new Date((this.#community.origin + day * DAY_SECONDS) * 1000).toISOString().slice(0, 10);
  }

  /** Lets the clock go forward to a second of a day. @throws StudyError STUDY_UNSOUND when that is past. */
  waitUntil(day: number, second: number): void {
    const rest = this.#community.origin + day * DAY_SECONDS + second - this.#community.now;
    if (rest < 0) throw new StudyError('STUDY_UNSOUND', `day ${day}, second ${second} is past`);
    this.#community.pass(rest);
  }

  /** Lets the time for claims against a day's sales pass. */
  waitForRelease(day: number): void {
    this.waitUntil(day + 1, CLAIM_SECONDS);
  }

  /** Runs a function of the market. */
  run(identity: TestIdentity, fn: MarketFunction, request: Fields): Promise<Receipt> {
    return this.#community.ledger.run(identity, 'market', fn, request);
  }

  /** Runs a function of the market that anybody may call. */
  step(fn: MarketFunction, request: Fields): Promise<Receipt> {
    return this.run(this.#community.neighbour, fn, request);
  }

  ticket(ticket: SignedTicket['ticket']): SignedTicket {
    return signTradingTicket(ticket, { channel: TEST_CHANNEL }, this.#community.operator.privateKey);
  }

  async auction(auctionId: string): Promise<AuctionView> {
    return auctionViewSchema.parse((await this.step('getAuction', { auctionId })).result);
  }

  /** Who holds how many lots of a day. @throws StudyError STUDY_UNSOUND when they are not as many as the contract has (Eq. 9). */
  async holdings(day: number): Promise<Holding[]> {
    const request = { periodId: this.periodId(day) };
    const [water] = equation9Schema.parse((await this.#operate('quota', 'checkEquation9', request)).result);
    if (water?.holds !== true) throw new StudyError('STUDY_UNSOUND', `Eq. 9 does not hold on day ${day}`);
    return holdingsSchema.parse((await this.#operate('quota', 'getHoldings', request)).result);
  }

  #operate<C extends 'token' | 'quota' | 'market'>(
    contract: C,
    fn: keyof Transactions[C] & string,
    request: Fields,
  ): Promise<Receipt> {
    return this.#community.ledger.run(this.#community.operator, contract, fn, request);
  }
}
