import { sha256Hex, signTradingTicket, type Holding, type SignedTicket } from '@acequia/protocol';
import { StudyError } from '../../../../StudyError.js';
import { DAY_SECONDS } from '../../../model/DAY_SECONDS.js';
import { LITRE } from '../../../model/LITRE.js';
import { EXCESS_PRICE } from '../EXCESS_PRICE.js';
import { LOT } from '../LOT.js';
import type { Venue, VenueParty } from './Venue.js';

/** A home in the study's market. */
export interface StudyTrader extends VenueParty {
  /** Of its tokens, and of its lots. */
  readonly accountId: string;
  readonly quotaAccountId: string;
}

/** Tokens that every home gets: more than it can lose in a month. */
const TOKENS_EACH = 10n ** 12n;
/** After a day's end, until when a breach of its sales can be claimed, s. */
const CLAIM_SECONDS = 60;
const TREASURY = accountOf('treasury');
const FUND = accountOf('fund');

/** The study's community on the contracts: a token, a period a day with everybody's quota, and in each a market of water. */
export class StudyLedger {
  readonly venue: Venue;
  readonly traders: readonly StudyTrader[];
  readonly #quotas: readonly number[];
  /** Ledger time at which day 0 begins. */
  #start = 0;

  /** @param quotas by home, mL a day in whole lots. */
  constructor(venue: Venue, quotas: readonly number[]) {
    this.venue = venue;
    this.#quotas = quotas;
    this.traders = venue.traders.map((trader, home) => ({
      ...trader,
      accountId: accountOf(`tokens of ${home}`),
      quotaAccountId: accountOf(`quota of ${home}`),
    }));
  }

  /** Gives every home its tokens. The first day begins when that is done. */
  async start(): Promise<void> {
    const { venue } = this;
    const { token } = venue.operator.ledger;
    for (const accountId of [TREASURY, FUND]) await token.openAccount({ accountId });
    await venue.each(this.traders, ({ ledger, accountId }) => ledger.token.openAccount({ accountId }));
    const published = await token.publish({
      name: 'Smart City Token',
      symbol: 'SCT',
      decimals: 2,
      supply: String(TOKENS_EACH * BigInt(this.traders.length)),
      treasury: TREASURY,
      fund: FUND,
    });
    let fold = [`${published.transactionId}-supply`];
    const gifts: string[] = [];
    for (const { accountId } of this.traders) {
      const gift = { from: TREASURY, to: accountId, amount: String(TOKENS_EACH), fold };
      gifts.push(`${(await token.transfer(gift)).transactionId}-transfer`);
      fold = [];
    }
    // The accounts' own money from here on: bonds come back as credits that need not be folded in.
    await venue.each(this.traders, ({ ledger, accountId }, home) =>
      ledger.token.transfer({
        from: accountId,
        to: TREASURY,
        amount: '1',
        fold: gifts.slice(home, home + 1),
      }),
    );
    this.#start = venue.now();
  }

  /** Opens a day with everybody's quota. @param day from 0. */
  async openDay(day: number): Promise<void> {
    const { quota, market } = this.venue.operator.ledger;
    const start = this.dayStart(day);
    const holdings = this.traders.map(({ quotaAccountId }, home) => ({
      accountId: quotaAccountId,
      resource: 'water' as const,
      lots: (this.#quotas[home] ?? 0) / LOT,
    }));
    const lots = holdings.reduce((sum, holding) => sum + holding.lots, 0);
    await quota.openPeriod({
      periodId: this.periodId(day),
      start,
      end: start + DAY_SECONDS,
      contracts: [{ resource: 'water', lotSize: String(LOT / LITRE), lots }],
      holdings,
    });
    await market.setMarket({
      periodId: this.periodId(day),
      resource: 'water',
      excessPrice: String(EXCESS_PRICE),
      depositRatioBp: 5000,
      deadEndPenaltyBp: 1000,
      ...this.venue.phases,
      claimSeconds: CLAIM_SECONDS,
      disputeSeconds: CLAIM_SECONDS,
      maxLots: lots,
    });
  }

  /** Ledger time. */
  dayStart(day: number): number {
    return this.#start + day * DAY_SECONDS;
  }

  /** Such as 2016-09-30. */
  periodId(day: number): string {
    return new Date(1000 * this.dayStart(day)).toISOString().slice(0, 10);
  }

  /** Lets the time for claims against a day's sales pass. */
  async reachRelease(day: number): Promise<void> {
    await this.venue.reach(this.dayStart(day + 1) + CLAIM_SECONDS);
  }

  ticket(ticket: SignedTicket['ticket']): SignedTicket {
    const { channel, operator } = this.venue;
    return signTradingTicket(ticket, { channel }, operator.privateKey);
  }

  /** Who holds how many lots of a day. @throws StudyError STUDY_UNSOUND when they are not as many as the contract has (Eq. 9). */
  async holdings(day: number): Promise<readonly Holding[]> {
    const { quota } = this.venue.operator.ledger;
    const request = { periodId: this.periodId(day) };
    const [water] = await quota.checkEquation9(request);
    if (water?.holds !== true) throw new StudyError('STUDY_UNSOUND', `Eq. 9 does not hold on day ${day}`);
    return quota.getHoldings(request);
  }
}

function accountOf(name: string): string {
  return `acc-${sha256Hex(name).slice(0, 32)}`;
}
