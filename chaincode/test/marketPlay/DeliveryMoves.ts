import type { Trader as TraderOf } from '../MarketStage.js';
import type { Player } from '../Player.js';
import type { PlayGround } from './PlayGround.js';
import type { PlayScene } from './PlayScene.js';

type Trader = TraderOf<Player>;

/** A sale that was made. */
interface Sale {
  readonly seller: Trader;
  readonly delivery: { readonly auctionId: string; readonly tag: string };
}

/** Who claims, disputes, decides and pays out after the period. */
export class DeliveryMoves {
  readonly #ground: PlayGround<PlayScene>;

  constructor(ground: PlayGround<PlayScene>) {
    this.#ground = ground;
  }

  /** One of the four, of a sale or of any bid: it may have sold nothing, and it may not be the time. */
  async evaluate(): Promise<void> {
    const { dice } = this.#ground;
    const bidder = this.#ground.bidder();
    const sale = dice.oneIn(4) ? bidder && saleOf(bidder) : dice.of(this.#sales());
    if (sale === undefined) return;
    const moves = [
      () => this.#claim(sale),
      () => this.#dispute(sale),
      () => this.#decide(sale),
      () => this.#release(sale),
    ];
    await dice.of(moves)?.();
  }

  /** Claims on a few sales: most are disputed, most of these decided, and all that can be is paid out, now and then again. */
  async judge(): Promise<void> {
    const { dice } = this.#ground;
    for (const sale of this.#sales().slice(0, 4)) {
      await this.#claim(sale);
      if (!dice.oneIn(4)) await this.#dispute(sale);
      await this.#release(sale);
      if (!dice.oneIn(4)) await this.#decide(sale);
      await this.#release(sale);
      if (dice.oneIn(2)) await this.#release(sale);
    }
  }

  #sales(): readonly Sale[] {
    return this.#ground.tables
      .flatMap(({ bidders }) => bidders.map(saleOf))
      .filter(({ delivery: { auctionId, tag } }) => this.#ground.has('delivery', auctionId, tag));
  }

  #claim({ delivery }: Sale): Promise<unknown> {
    const { dice, scene } = this.#ground;
    const request = { ...delivery, lots: 1 + dice.below(3), evidenceHash: 'e'.repeat(64) };
    return this.#ground.run(scene.community.operator, 'market', 'claimBreach', request);
  }

  /** By the seller, or by another. */
  #dispute({ seller, delivery }: Sale): Promise<unknown> {
    const by = this.#ground.dice.oneIn(5) ? this.#ground.bidder() : seller;
    return this.#ground.run((by ?? seller).identity, 'market', 'disputeBreach', delivery);
  }

  #decide({ delivery }: Sale): Promise<unknown> {
    const { dice, scene } = this.#ground;
    const request = { ...delivery, lots: dice.below(3) };
    return this.#ground.run(scene.community.auditor, 'market', 'decideBreach', request);
  }

  #release({ delivery }: Sale): Promise<unknown> {
    return this.#ground.run(this.#ground.scene.community.supplier, 'market', 'releaseDelivery', delivery);
  }
}

function saleOf(seller: Trader): Sale {
  return { seller, delivery: { auctionId: seller.ticket.ticket.auctionId, tag: seller.tag } };
}
