import type { Trader as TraderOf } from '../MarketStage.js';
import type { Player } from '../Player.js';
import { HOMES } from './HOMES.js';
import type { PlayGround } from './PlayGround.js';
import type { PlayScene } from './PlayScene.js';
import type { Table } from './Table.js';

type Trader = TraderOf<Player>;

const OTHER_BONDS = ['0', '150', '999'] as const;

/** Buyers and sellers: mostly by the rules, now and then not. */
export class AuctionMoves {
  readonly #ground: PlayGround<PlayScene>;

  constructor(ground: PlayGround<PlayScene>) {
    this.#ground = ground;
  }

  async offer(): Promise<void> {
    const { dice, scene, tables } = this.#ground;
    const auctionId = dice.hex(16);
    const price = 40 + dice.below(dice.oneIn(8) ? 90 : 61);
    const buyer = await this.#trader('buyer', auctionId, price);
    const lots = 1 + dice.below(5);
    const request = {
      ...scene.market,
      ticket: dice.oneIn(15) ? scene.ticket(buyer.ticket.ticket, buyer.identity) : buyer.ticket,
      lots,
      maxPriceHash: buyer.commitment,
      accountId: dice.oneIn(20) ? scene.treasury : buyer.accountId,
      bond: this.#bond(lots),
      fold: buyer.fold,
    };
    const taken = await this.#ground.run(buyer.identity, 'market', 'offer', request);
    if (taken !== undefined) tables.push({ auctionId, lots, buyer, bidders: [] });
  }

  async bid(): Promise<void> {
    const { dice } = this.#ground;
    const table = this.#ground.table();
    if (table === undefined) return;
    const seller = await this.#trader('seller', table.auctionId, dice.below(dice.oneIn(8) ? 130 : 100));
    const taken = await this.#ground.run(seller.identity, 'market', 'bid', this.#bidOf(seller, table));
    if (taken !== undefined) table.bidders.push(seller);
  }

  /** A bid, now and then with something in it that is another's, or too much. */
  #bidOf(seller: Trader, table: Table): Readonly<Record<string, unknown>> {
    const { dice } = this.#ground;
    const lots = 1 + dice.below(dice.oneIn(8) ? 5 : table.lots);
    const copied = dice.oneIn(10) ? dice.of(table.bidders)?.commitment : undefined;
    return {
      ticket: dice.oneIn(15) ? table.buyer.ticket : seller.ticket,
      lots,
      commitment: copied ?? seller.commitment,
      accountId: dice.oneIn(20) ? table.buyer.accountId : seller.accountId,
      bond: this.#bond(table.lots),
      fold: dice.oneIn(20) ? [] : seller.fold,
    };
  }

  /** A step that is due, or is not, or was taken before. */
  async close(): Promise<void> {
    const { dice, scene } = this.#ground;
    const table = this.#ground.table();
    if (table === undefined) return;
    const fn = dice.of(['closeBidding', 'closeReveals', 'settle'] as const) ?? 'settle';
    await this.#ground.run(scene.community.neighbour, 'market', fn, { auctionId: table.auctionId });
  }

  /** Opens a price of an auction: mostly as it was sealed, and by who sealed it. */
  async open(table = this.#ground.table()): Promise<void> {
    if (table === undefined) return;
    const { dice, scene } = this.#ground;
    const { auctionId, buyer } = table;
    const seller = dice.oneIn(3) ? undefined : dice.of(table.bidders);
    const { identity, opening, tag } = seller ?? buyer;
    const by = dice.oneIn(8) ? scene.community.auditor : identity;
    const caller = dice.oneIn(5) ? (dice.of(table.bidders) ?? buyer).identity : by;
    const request = { auctionId, ...opening, ...(dice.oneIn(5) && { unitPrice: '1' }) };
    if (seller === undefined) await this.#ground.run(caller, 'market', 'depositMaxPrice', request);
    else await this.#ground.run(caller, 'market', 'revealBid', { ...request, tag });
  }

  /** The latest auctions that are open, to their end, as agents who are there in time play it, but for those who hold their price back. */
  async conduct(): Promise<void> {
    const { dice, scene, open: latest } = this.#ground;
    const last = latest.at(-1);
    if (last === undefined) return;
    const { biddingEndsAt, revealEndsAt } = await scene.auction(last.auctionId);
    await this.#ground.scene.passTo(biddingEndsAt);
    for (const table of latest) {
      await this.#step('closeBidding', table);
      await this.open(table);
      await this.#openAll(table, () => !dice.oneIn(6));
    }
    await this.#ground.scene.passTo(revealEndsAt);
    for (const table of latest) {
      await this.#step('closeReveals', table);
      await this.#step('settle', table);
      if (dice.oneIn(4)) await this.#step('settle', table);
    }
  }

  async #openAll({ auctionId, buyer, bidders }: Table, opens: () => boolean): Promise<void> {
    const { identity, opening } = buyer;
    if (opens()) await this.#ground.run(identity, 'market', 'depositMaxPrice', { auctionId, ...opening });
    for (const bidder of bidders) {
      if (!opens()) continue;
      const reveal = { auctionId, tag: bidder.tag, ...bidder.opening };
      await this.#ground.run(bidder.identity, 'market', 'revealBid', reveal);
    }
  }

  async #step(fn: 'closeBidding' | 'closeReveals' | 'settle', { auctionId }: Table): Promise<void> {
    await this.#ground.run(this.#ground.scene.community.neighbour, 'market', fn, { auctionId });
  }

  /** The bond, or now and then another. */
  #bond(lots: number): string {
    const { dice, scene } = this.#ground;
    return (dice.oneIn(12) ? dice.of(OTHER_BONDS) : undefined) ?? String(lots * scene.excessPrice);
  }

  /** A pseudonym with tokens, though not always with enough, and now and then with a frozen account. */
  async #trader(side: 'buyer' | 'seller', auctionId: string, price: number): Promise<Trader> {
    const { dice, scene } = this.#ground;
    const homeId = dice.of(HOMES) ?? HOMES[0];
    const tokens = dice.oneIn(10) ? 50 : 600;
    const trader = await scene.trader(side, auctionId, homeId, { price, tokens, salt: dice.hex(16) });
    this.#ground.prepared();
    if (dice.oneIn(20)) {
      const request = { accountId: trader.accountId, isFrozen: true };
      await this.#ground.run(scene.community.operator, 'token', 'freezeAccount', request);
    }
    return trader;
  }
}
