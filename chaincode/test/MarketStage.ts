import {
  escrowHolder,
  Mutex,
  priceCommitment,
  random16Hex,
  sha256Hex,
  signTradingTicket,
  tradingTag,
  type AuctionView,
  type BalanceView,
  type Holding,
  type PriceOpening,
  type QuotaResource,
  type SignedTicket,
  type TradingSide,
} from '@acequia/protocol';
import type { MarketTimes } from './MarketTimes.js';
import type { Outcome, PlayCommunity } from './PlayCommunity.js';
import type { Player } from './Player.js';

type Fields = Readonly<Record<string, unknown>>;

/** A pseudonym in one auction: its ticket, its token account and the price that it sealed. */
export interface Trader<Someone extends Player> {
  readonly identity: Someone;
  readonly ticket: SignedTicket;
  readonly tag: string;
  readonly accountId: string;
  readonly quotaAccountId: string;
  readonly opening: PriceOpening;
  readonly commitment: string;
  /** What it folds in when it pays its bond. */
  readonly fold: readonly string[];
}

/** C, tokens a lot. */
const EXCESS_PRICE = 100;
const SUPPLY = 1_000_000;

/** A month with a market of one resource, tokens in a treasury, and pseudonyms that trade, wherever the ledger is. */
export class MarketStage<
  Someone extends Player,
  Done extends Outcome,
  Ground extends PlayCommunity<Someone, Done>,
> {
  readonly community: Ground;
  readonly times: MarketTimes;
  readonly market: { readonly periodId: string; readonly resource: QuotaResource };
  readonly treasury = `acc-${'0'.repeat(32)}`;
  readonly fund = `acc-${'f'.repeat(32)}`;
  readonly excessPrice = EXCESS_PRICE;
  /** Tokens that there are at the start. */
  readonly supply = BigInt(SUPPLY);
  readonly periodEnd: number;
  readonly #secret = Buffer.alloc(32, 9);
  /** Payments of the treasury go one by one: they all touch its balance. */
  readonly #payments = new Mutex();
  /** The treasury's credit that is not folded in yet. */
  #fold: readonly string[] = [];
  #count = 0;
  /** Lots by auction: what bonds are counted by. */
  readonly #wanted = new Map<string, number>();

  constructor(community: Ground, times: MarketTimes, resource: QuotaResource = 'water') {
    this.market = { periodId: '2016-09', resource };
    this.community = community;
    this.times = times;
    this.periodEnd = community.origin + times.periodSeconds;
  }

  /** @param holdings lots by home: each home has a coin account, `coin(homeId)`. */
  async start(holdings: Readonly<Record<string, number>> = { SH1: 10, SH2: 10, SH3: 10 }): Promise<void> {
    const { community } = this;
    const { ledger, operator } = community;
    await community.start();
    for (const accountId of [this.treasury, this.fund]) {
      await ledger.run(operator, 'token', 'openAccount', { accountId });
    }
    const token = { name: 'Smart City Token', symbol: 'SCT', decimals: 2 };
    const published = await ledger.run(operator, 'token', 'publish', {
      ...token,
      supply: String(SUPPLY),
      treasury: this.treasury,
      fund: this.fund,
    });
    this.#fold = [`${published.transactionId}-supply`];
    const lots = Object.values(holdings).reduce((sum, each) => sum + each, 0);
    await ledger.run(operator, 'quota', 'openPeriod', {
      periodId: this.market.periodId,
      start: community.origin,
      end: this.periodEnd,
      contracts: [{ resource: this.market.resource, lotSize: '100', lots }],
      holdings: Object.entries(holdings).map(([homeId, held]) => ({
        accountId: this.coin(homeId),
        resource: this.market.resource,
        lots: held,
      })),
    });
    await this.setMarket();
  }

  setMarket(changes: Fields = {}): Promise<Done> {
    return this.community.ledger.run(this.community.operator, 'market', 'setMarket', this.terms(changes));
  }

  /** The market's terms, as a request. */
  terms(changes: Fields = {}): Fields {
    const { biddingSeconds, revealSeconds, claimSeconds, disputeSeconds } = this.times;
    return {
      ...this.market,
      excessPrice: String(EXCESS_PRICE),
      depositRatioBp: 5000,
      deadEndPenaltyBp: 1000,
      biddingSeconds,
      revealSeconds,
      claimSeconds,
      disputeSeconds,
      maxLots: 50,
      ...changes,
    };
  }

  /** Where a home has its lots. */
  coin(homeId: string): string {
    return `acc-${sha256Hex(`coin of ${homeId}`).slice(0, 32)}`;
  }

  /** A pseudonym of a home with tokens of its own, as its registrar lets it into an auction. */
  async trader(
    side: TradingSide,
    auctionId: string,
    homeId: string,
    {
      price,
      tokens = 10 * EXCESS_PRICE,
      salt = random16Hex(),
    }: { price: number; tokens?: number; salt?: string },
  ): Promise<Trader<Someone>> {
    const identity = await this.community.newTrader();
    this.#count += 1;
    const accountId = `acc-${sha256Hex(`account ${this.#count}`).slice(0, 32)}`;
    await this.community.ledger.run(identity, 'token', 'openAccount', { accountId });
    const fold = tokens === 0 ? [] : [await this.fundAccount(accountId, tokens)];
    const tag = tradingTag(this.#secret, homeId, auctionId);
    const ticket = this.ticket({
      auctionId,
      side,
      tag,
      keyHash: identity.keyHash,
      quotaAccountId: this.coin(homeId),
    });
    const opening = { unitPrice: String(price), salt };
    const commitment = priceCommitment({ side, auctionId, tag }, opening);
    return { identity, ticket, tag, accountId, quotaAccountId: this.coin(homeId), opening, commitment, fold };
  }

  ticket(ticket: SignedTicket['ticket'], registrar: Player = this.community.operator): SignedTicket {
    return signTradingTicket(ticket, { channel: this.community.channel }, registrar.privateKey);
  }

  /** @returns the credit. */
  async fundAccount(accountId: string, tokens: number): Promise<string> {
    const { ledger, operator } = this.community;
    return await this.#payments.run(async () => {
      const request = { from: this.treasury, to: accountId, amount: String(tokens), fold: this.#fold };
      const { transactionId } = await ledger.run(operator, 'token', 'transfer', request);
      this.#fold = [];
      return `${transactionId}-transfer`;
    });
  }

  offer(buyer: Trader<Someone>, lots: number, changes: Fields = {}): Promise<Done> {
    this.#wanted.set(buyer.ticket.ticket.auctionId, lots);
    return this.community.ledger.run(buyer.identity, 'market', 'offer', {
      ...this.market,
      ticket: buyer.ticket,
      lots,
      maxPriceHash: buyer.commitment,
      accountId: buyer.accountId,
      bond: String(EXCESS_PRICE * lots),
      fold: buyer.fold,
      ...changes,
    });
  }

  bid(seller: Trader<Someone>, lots: number, changes: Fields = {}): Promise<Done> {
    return this.community.ledger.run(seller.identity, 'market', 'bid', {
      ticket: seller.ticket,
      lots,
      commitment: seller.commitment,
      accountId: seller.accountId,
      bond: String(EXCESS_PRICE * (this.#wanted.get(seller.ticket.ticket.auctionId) ?? 0)),
      fold: seller.fold,
      ...changes,
    });
  }

  /** A step that anybody takes. */
  step(fn: 'closeBidding' | 'closeReveals' | 'settle', auctionId: string): Promise<Done> {
    return this.community.ledger.run(this.community.neighbour, 'market', fn, { auctionId });
  }

  deposit({ identity, opening, ticket }: Trader<Someone>, changes: Fields = {}): Promise<Done> {
    const { auctionId } = ticket.ticket;
    return this.community.ledger.run(identity, 'market', 'depositMaxPrice', {
      auctionId,
      ...opening,
      ...changes,
    });
  }

  reveal({ identity, opening, ticket, tag }: Trader<Someone>, changes: Fields = {}): Promise<Done> {
    const { auctionId } = ticket.ticket;
    return this.community.ledger.run(identity, 'market', 'revealBid', {
      auctionId,
      tag,
      ...opening,
      ...changes,
    });
  }

  /** Lets the bidding end and closes it. */
  async endBidding(auctionId: string): Promise<Done> {
    await this.community.pass(this.times.biddingSeconds);
    return this.step('closeBidding', auctionId);
  }

  /** Lets the time for reveals end, closes it and settles. */
  async finish(auctionId: string): Promise<Done> {
    await this.community.pass(this.times.revealSeconds);
    await this.step('closeReveals', auctionId);
    return this.step('settle', auctionId);
  }

  /** Lets all time for claims pass, and pays a seller out. */
  async release({ ticket, tag }: Trader<Someone>): Promise<Done> {
    const { auctionId } = ticket.ticket;
    await this.passClaims();
    return this.community.ledger.run(this.community.neighbour, 'market', 'releaseDelivery', {
      auctionId,
      tag,
    });
  }

  /** Lets time pass until then, unless it has. */
  async passTo(time: number): Promise<void> {
    if (this.community.now < time) await this.community.pass(time - this.community.now);
  }

  /** Lets the time for claims and for disputes pass. */
  async passClaims(): Promise<void> {
    const { claimSeconds, disputeSeconds } = this.times;
    await this.passTo(this.periodEnd + claimSeconds + disputeSeconds);
  }

  async auction(auctionId: string): Promise<AuctionView> {
    const { ledger, neighbour } = this.community;
    return (await ledger.run(neighbour, 'market', 'getAuction', { auctionId })).result as AuctionView;
  }

  /** What an account can spend. */
  async balance(accountId: string): Promise<bigint> {
    const { ledger, operator } = this.community;
    const view = (await ledger.run(operator, 'token', 'getBalance', { accountId })).result as BalanceView;
    return BigInt(view.amount);
  }

  /** Lots by holder; those of 0 too. */
  lots(): Readonly<Record<string, number>> {
    const holdings: Record<string, number> = {};
    for (const [key, value] of this.community.ledger.store.world) {
      if (!key.startsWith('\0holding\0')) continue;
      const { accountId, lots } = JSON.parse(Buffer.from(value).toString('utf8')) as Holding;
      holdings[accountId] = lots;
    }
    return holdings;
  }

  escrow({ ticket, tag }: Trader<Someone>): string {
    return escrowHolder(ticket.ticket.auctionId, tag);
  }
}
