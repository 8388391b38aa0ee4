import {
  escrowHolder,
  priceCommitment,
  random16Hex,
  sha256Hex,
  signTradingTicket,
  tradingTag,
  type AuctionView,
  type BalanceView,
  type PriceOpening,
  type SignedTicket,
  type TradingSide,
} from '@acequia/protocol';
import { Community } from './Community.js';
import type { Receipt } from './Receipt.js';
import { TEST_CHANNEL } from './TEST_CHANNEL.js';
import { TestIdentity } from './TestIdentity.js';

type Fields = Readonly<Record<string, unknown>>;

/** A pseudonym in one auction: its ticket, its token account and the price that it sealed. */
export interface Trader {
  readonly identity: TestIdentity;
  readonly ticket: SignedTicket;
  readonly tag: string;
  readonly accountId: string;
  readonly quotaAccountId: string;
  readonly opening: PriceOpening;
  readonly commitment: string;
  /** What it folds in when it pays its bond. */
  readonly fold: readonly string[];
}

const MONTH = 30 * 86_400;
/** C, tokens a lot. */
const EXCESS_PRICE = 100;
const SUPPLY = 1_000_000;

/** A month with a market of water, tokens in a treasury, and pseudonyms that trade. */
export class MarketScene {
  readonly community = new Community();
  readonly market = { periodId: '2016-09', resource: 'water' } as const;
  readonly treasury = `acc-${'0'.repeat(32)}`;
  readonly fund = `acc-${'f'.repeat(32)}`;
  readonly excessPrice = EXCESS_PRICE;
  readonly supply = BigInt(SUPPLY);
  readonly periodEnd = this.community.origin + MONTH;
  readonly #secret = Buffer.alloc(32, 9);
  /** The treasury's credit that is not folded in yet. */
  #fold: readonly string[] = [];
  #count = 0;
  /** Lots by auction: what bonds are counted by. */
  readonly #wanted = new Map<string, number>();

  /** @param holdings lots of water by home: each home has a coin account, `coin(homeId)`. */
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
      contracts: [{ resource: 'water', lotSize: '100', lots }],
      holdings: Object.entries(holdings).map(([homeId, held]) => ({
        accountId: this.coin(homeId),
        resource: 'water',
        lots: held,
      })),
    });
    await this.setMarket();
  }

  setMarket(changes: Fields = {}): Promise<Receipt> {
    return this.community.ledger.run(this.community.operator, 'market', 'setMarket', this.terms(changes));
  }

  /** The market's terms, as a request. */
  terms(changes: Fields = {}): Fields {
    return {
      ...this.market,
      excessPrice: String(EXCESS_PRICE),
      depositRatioBp: 5000,
      deadEndPenaltyBp: 1000,
      biddingSeconds: 600,
      revealSeconds: 300,
      claimSeconds: 86_400,
      disputeSeconds: 7 * 86_400,
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
  ): Promise<Trader> {
    const identity = new TestIdentity('TradersMSP');
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

  ticket(ticket: SignedTicket['ticket'], registrar = this.community.operator): SignedTicket {
    return signTradingTicket(ticket, { channel: TEST_CHANNEL }, registrar.privateKey);
  }

  /** @returns the credit. */
  async fundAccount(accountId: string, tokens: number): Promise<string> {
    const request = { from: this.treasury, to: accountId, amount: String(tokens), fold: this.#fold };
    const { transactionId } = await this.community.ledger.run(
      this.community.operator,
      'token',
      'transfer',
      request,
    );
    this.#fold = [];
    return `${transactionId}-transfer`;
  }

  offer(buyer: Trader, lots: number, changes: Fields = {}): Promise<Receipt> {
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

  bid(seller: Trader, lots: number, changes: Fields = {}): Promise<Receipt> {
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
  step(fn: 'closeBidding' | 'closeReveals' | 'settle', auctionId: string): Promise<Receipt> {
    return this.community.ledger.run(this.community.neighbour, 'market', fn, { auctionId });
  }

  deposit({ identity, opening, ticket }: Trader, changes: Fields = {}): Promise<Receipt> {
    const { auctionId } = ticket.ticket;
    return this.community.ledger.run(identity, 'market', 'depositMaxPrice', {
      auctionId,
      ...opening,
      ...changes,
    });
  }

  reveal({ identity, opening, ticket, tag }: Trader, changes: Fields = {}): Promise<Receipt> {
    const { auctionId } = ticket.ticket;
    return this.community.ledger.run(identity, 'market', 'revealBid', {
      auctionId,
      tag,
      ...opening,
      ...changes,
    });
  }

  /** Lets the bidding end and closes it. */
  async endBidding(auctionId: string): Promise<Receipt> {
    this.community.pass(600);
    return this.step('closeBidding', auctionId);
  }

  /** Lets the time for reveals end, closes it and settles. */
  async finish(auctionId: string): Promise<Receipt> {
    this.community.pass(300);
    await this.step('closeReveals', auctionId);
    return this.step('settle', auctionId);
  }

  /** Lets all time for claims pass, and pays a seller out. */
  async release({ ticket, tag }: Trader): Promise<Receipt> {
    const { auctionId } = ticket.ticket;
    const due = this.periodEnd + 9 * 86_400;
    if (this.community.now < due) this.community.pass(due - this.community.now);
    return this.community.ledger.run(this.community.neighbour, 'market', 'releaseDelivery', {
      auctionId,
      tag,
    });
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
    const entries = Object.entries(this.community.ledger.snapshot()).filter(([key]) =>
      key.startsWith('holding/'),
    );
    return Object.fromEntries(
      entries.map(([, value]) => {
        const { accountId, lots } = value as { readonly accountId: string; readonly lots: number };
        return [accountId, lots];
      }),
    );
  }

  escrow({ ticket, tag }: Trader): string {
    return escrowHolder(ticket.ticket.auctionId, tag);
  }
}
