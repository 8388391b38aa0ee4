import { CodedError, random16Hex, type Transactions } from '@acequia/protocol';
import { count } from './count.js';
import { Dice } from './Dice.js';
import { MarketScene, type Trader } from './MarketScene.js';
import type { TestIdentity } from './TestIdentity.js';
import { weighed } from './weighed.js';

type Fields = Readonly<Record<string, unknown>>;

/** An auction of the play, and who has a part in it. */
interface Table {
  readonly auctionId: string;
  readonly buyer: Trader;
  readonly bidders: Trader[];
}

const HOMES = ['SH1', 'SH2', 'SH3', 'SH4', 'SH5'] as const;
const ELSEWHERE = ['0', '150', '999'] as const;

/** Honest and dishonest parties who trade, pay and move lots at random, as a seed has it. */
export class MarketPlay {
  readonly scene = new MarketScene();
  /** Functions that were taken, with how often; refusals by their code. */
  readonly taken = new Map<string, number>();
  readonly refused = new Map<string, number>();
  steps = 0;
  readonly #dice: Dice;
  readonly #tables: Table[] = [];
  readonly #holds: string[] = [];
  readonly #check: (wasTaken: boolean) => void;
  readonly #moves = weighed([
    [2, () => this.#offer()],
    [4, () => this.#bid()],
    [3, () => this.#close()],
    [4, () => this.#open(this.#table())],
    [1, () => this.#conduct()],
    [2, () => this.#evaluate()],
    [1, () => this.#pay()],
    [1, () => this.#hold()],
    [1, () => this.#moveLots()],
    [1, () => this.#govern()],
    [2, () => this.#wait()],
  ]);

  /** @param check what must hold after every step, taken or refused. */
  constructor(seed: number, check: (wasTaken: boolean) => void) {
    this.#dice = new Dice(seed);
    this.#check = check;
  }

  async start(): Promise<void> {
    await this.scene.start(Object.fromEntries(HOMES.map((homeId) => [homeId, 8])));
    this.#check(true);
  }

  /** Plays so many steps; the period ends when three quarters of them are over. */
  async play(steps: number): Promise<void> {
    while (this.steps < (3 * steps) / 4) await this.#move();
    this.#passTo(this.scene.periodEnd);
    while (this.steps < steps) await (this.#dice.oneIn(2) ? this.#evaluate() : this.#move());
  }

  /** Does all that is still due, so that nothing stays with the market. */
  async finish(): Promise<void> {
    const { operator, auditor } = this.scene.community;
    this.#passTo(this.scene.periodEnd);
    for (const { auctionId, bidders } of this.#tables) {
      for (const fn of ['closeBidding', 'closeReveals', 'settle'] as const) {
        await this.#run(operator, 'market', fn, { auctionId });
      }
      for (const { tag } of bidders)
        await this.#run(auditor, 'market', 'decideBreach', { auctionId, tag, lots: 0 });
    }
    this.#passTo(this.scene.periodEnd + 30 * 86_400);
    for (const { auctionId, bidders } of this.#tables) {
      for (const { tag } of bidders)
        await this.#run(operator, 'market', 'releaseDelivery', { auctionId, tag });
    }
  }

  #passTo(time: number): void {
    const { community } = this.scene;
    if (community.now < time) community.pass(time - community.now);
  }

  async #move(): Promise<void> {
    await this.#dice.of(this.#moves)?.();
  }

  /** One step. Refusals with a code are as good as taken; faults of the chaincode are not. */
  async #run<C extends keyof Transactions>(
    by: TestIdentity,
    contract: C,
    fn: keyof Transactions[C] & string,
    request: Fields,
  ): Promise<string | undefined> {
    this.steps += 1;
    try {
      const { transactionId } = await this.scene.community.ledger.run(by, contract, fn, request);
      count(this.taken, `${contract}:${fn}`);
      this.#check(true);
      return transactionId;
    } catch (error) {
      if (!(error instanceof CodedError) || /^(INTERNAL|RECORD_(INVALID|REUSED))/.test(error.code))
        throw error;
      count(this.refused, error.code);
      this.#check(false);
      return undefined;
    }
  }

  #table(): Table | undefined {
    // Mostly a recent one: old ones are settled.
    return this.#dice.of(this.#dice.oneIn(4) ? this.#tables : this.#tables.slice(-4));
  }

  async #offer(): Promise<void> {
    const dice = this.#dice;
    const auctionId = random16Hex();
    const price = dice.below(dice.oneIn(8) ? 130 : 101);
    const buyer = await this.#trader('buyer', auctionId, price);
    const lots = 1 + dice.below(5);
    const request = {
      ...this.scene.market,
      ticket: dice.oneIn(15) ? this.scene.ticket(buyer.ticket.ticket, buyer.identity) : buyer.ticket,
      lots,
      maxPriceHash: buyer.commitment,
      accountId: dice.oneIn(20) ? this.scene.treasury : buyer.accountId,
      bond: this.#bond(lots),
      fold: buyer.fold,
    };
    if ((await this.#run(buyer.identity, 'market', 'offer', request)) === undefined) return;
    this.#tables.push({ auctionId, buyer, bidders: [] });
  }

  async #bid(): Promise<void> {
    const dice = this.#dice;
    const table = this.#table();
    if (table === undefined) return;
    const seller = await this.#trader('seller', table.auctionId, dice.below(dice.oneIn(8) ? 130 : 100));
    const lots = 1 + dice.below(4);
    const copied = dice.oneIn(10) ? dice.of(table.bidders)?.commitment : undefined;
    const request = {
      ticket: dice.oneIn(15) ? table.buyer.ticket : seller.ticket,
      lots,
      commitment: copied ?? seller.commitment,
      accountId: dice.oneIn(20) ? table.buyer.accountId : seller.accountId,
      bond: this.#bond(lots),
      fold: dice.oneIn(20) ? [] : seller.fold,
    };
    if ((await this.#run(seller.identity, 'market', 'bid', request)) !== undefined)
      table.bidders.push(seller);
  }

  /** The bond, or now and then another. */
  #bond(lots: number): string {
    return (
      (this.#dice.oneIn(12) ? this.#dice.of(ELSEWHERE) : undefined) ?? String(lots * this.scene.excessPrice)
    );
  }

  async #trader(side: 'buyer' | 'seller', auctionId: string, price: number): Promise<Trader> {
    const homeId = this.#dice.of(HOMES) ?? HOMES[0];
    const trader = await this.scene.trader(side, auctionId, homeId, {
      price,
      tokens: this.#dice.oneIn(10) ? 50 : 600,
    });
    this.#check(true);
    return trader;
  }

  async #close(): Promise<void> {
    const table = this.#table();
    if (table === undefined) return;
    const fn = this.#dice.of(['closeBidding', 'closeReveals', 'settle'] as const) ?? 'settle';
    await this.#run(this.scene.community.neighbour, 'market', fn, { auctionId: table.auctionId });
  }

  /** Opens a price of an auction: mostly as it was sealed, and by who sealed it. */
  async #open(table: Table | undefined): Promise<void> {
    if (table === undefined) return;
    const dice = this.#dice;
    const { auctionId, buyer } = table;
    const seller = dice.oneIn(3) ? undefined : dice.of(table.bidders);
    const { identity, opening, tag } = seller ?? buyer;
    const by = dice.oneIn(8) ? this.scene.community.auditor : identity;
    const caller = dice.oneIn(5) ? (dice.of(table.bidders) ?? buyer).identity : by;
    const request = { auctionId, ...opening, ...(dice.oneIn(5) && { unitPrice: '1' }) };
    if (seller === undefined) await this.#run(caller, 'market', 'depositMaxPrice', request);
    else await this.#run(caller, 'market', 'revealBid', { ...request, tag });
  }

  /** An auction to its end, as agents who are there in time play it, but for those who hold their price back. */
  async #conduct(): Promise<void> {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    const { auctionId, buyer, bidders } = table;
    const { neighbour } = this.scene.community;
    const { biddingEndsAt, revealEndsAt } = await this.scene.auction(auctionId);
    this.#passTo(biddingEndsAt);
    await this.#run(neighbour, 'market', 'closeBidding', { auctionId });
    await this.#open(table);
    const { identity, opening } = buyer;
    if (!this.#dice.oneIn(6))
      await this.#run(identity, 'market', 'depositMaxPrice', { auctionId, ...opening });
    for (const bidder of bidders) {
      if (this.#dice.oneIn(6)) continue;
      const reveal = { auctionId, tag: bidder.tag, ...bidder.opening };
      await this.#run(bidder.identity, 'market', 'revealBid', reveal);
    }
    this.#passTo(revealEndsAt);
    await this.#run(neighbour, 'market', 'closeReveals', { auctionId });
    await this.#run(neighbour, 'market', 'settle', { auctionId });
  }

  async #evaluate(): Promise<void> {
    const dice = this.#dice;
    const table = dice.of(this.#tables);
    const seller = dice.of(table?.bidders ?? []);
    if (table === undefined || seller === undefined) return;
    const { operator, auditor, supplier } = this.scene.community;
    const delivery = { auctionId: table.auctionId, tag: seller.tag };
    const lots = dice.below(4);
    const moves = [
      () => this.#run(operator, 'market', 'claimBreach', { ...delivery, lots, evidenceHash: 'e'.repeat(64) }),
      () => this.#run(seller.identity, 'market', 'disputeBreach', delivery),
      () => this.#run(auditor, 'market', 'decideBreach', { ...delivery, lots }),
      () => this.#run(supplier, 'market', 'releaseDelivery', delivery),
    ];
    await dice.of(moves)?.();
  }

  async #pay(): Promise<void> {
    const dice = this.#dice;
    const from = dice.of(this.#tables)?.buyer;
    const to = dice.of(dice.of(this.#tables)?.bidders ?? []);
    if (from === undefined || to === undefined) return;
    const by = dice.oneIn(6) ? to.identity : from.identity;
    const amount = String(dice.below(120));
    await this.#run(by, 'token', 'transfer', { from: from.accountId, to: to.accountId, amount, fold: [] });
  }

  async #hold(): Promise<void> {
    const dice = this.#dice;
    const { operator, now } = this.scene.community;
    const holdId = dice.of(this.#holds);
    if (holdId !== undefined && dice.oneIn(2)) {
      if (dice.oneIn(2)) await this.#run(operator, 'token', 'releaseHold', { holdId });
      else await this.#run(operator, 'token', 'captureHold', { holdId, amount: String(1 + dice.below(60)) });
      return;
    }
    const next = random16Hex();
    const request = { holdId: next, from: this.scene.treasury, to: this.scene.fund, amount: '40', fold: [] };
    if (
      (await this.#run(operator, 'token', 'hold', { ...request, expiresAt: now + dice.below(400) })) !==
      undefined
    ) {
      this.#holds.push(next);
    }
  }

  async #moveLots(): Promise<void> {
    const dice = this.#dice;
    const { operator, household } = this.scene.community;
    const [from = '', to = ''] = [dice.of(HOMES), dice.of(HOMES)];
    const bidder = dice.of(dice.of(this.#tables)?.bidders ?? []);
    const source = bidder !== undefined && dice.oneIn(5) ? this.scene.escrow(bidder) : this.scene.coin(from);
    const request = { ...this.scene.market, from: source, to: this.scene.coin(to), lots: 1 + dice.below(3) };
    await this.#run(dice.oneIn(8) ? household : operator, 'quota', 'moveLots', request);
  }

  async #govern(): Promise<void> {
    const { operator } = this.scene.community;
    if (this.#dice.oneIn(4)) {
      await this.#run(operator, 'quota', 'closePeriod', { periodId: this.scene.market.periodId });
      return;
    }
    const accountId = this.scene.coin(this.#dice.of(HOMES) ?? 'SH1');
    const change = this.#dice.below(5) - 2;
    const held = this.scene.lots()[accountId] ?? 0;
    const all = Object.values(this.scene.lots()).reduce((sum, each) => sum + each, 0);
    // One in four says something else than what the holdings make.
    const lots = all + change + (this.#dice.oneIn(4) ? 1 : 0);
    const holdings = [{ accountId, lots: held + change }];
    await this.#run(operator, 'quota', 'adjustContract', { ...this.scene.market, lots, holdings });
    const terms = {
      depositRatioBp: this.#dice.below(10_001),
      deadEndPenaltyBp: this.#dice.below(10_001),
      maxLots: 5,
    };
    await this.#run(operator, 'market', 'setMarket', this.scene.terms(terms));
  }

  #wait(): Promise<void> {
    const { community, periodEnd } = this.scene;
    community.pass(this.#dice.below(community.now < periodEnd ? 250 : 86_400));
    return Promise.resolve();
  }
}
