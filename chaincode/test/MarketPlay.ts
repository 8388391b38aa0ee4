import { AuctionMoves } from './marketPlay/AuctionMoves.js';
import { DeliveryMoves } from './marketPlay/DeliveryMoves.js';
import { HOMES } from './marketPlay/HOMES.js';
import { PlayGround } from './marketPlay/PlayGround.js';
import { QuotaMoves } from './marketPlay/QuotaMoves.js';
import { TokenMoves } from './marketPlay/TokenMoves.js';
import { weighed } from './weighed.js';

/** Honest and dishonest parties who trade, pay and move lots at random, as a seed has it. */
export class MarketPlay {
  readonly ground: PlayGround;
  readonly #auctions: AuctionMoves;
  readonly #deliveries: DeliveryMoves;
  readonly #tokens: TokenMoves;
  readonly #quota: QuotaMoves;
  readonly #moves: readonly (() => Promise<void>)[];

  /** @param check what must hold after every step, taken or refused. */
  constructor(seed: number, check: (wasTaken: boolean) => void) {
    const ground = new PlayGround(seed, check);
    const auctions = new AuctionMoves(ground);
    const deliveries = new DeliveryMoves(ground);
    const tokens = new TokenMoves(ground);
    const quota = new QuotaMoves(ground);
    this.ground = ground;
    this.#auctions = auctions;
    this.#deliveries = deliveries;
    this.#tokens = tokens;
    this.#quota = quota;
    this.#moves = weighed([
      [4, () => auctions.offer()],
      [14, () => auctions.bid()],
      [3, () => auctions.close()],
      [4, () => auctions.open()],
      [3, () => auctions.conduct()],
      [2, () => deliveries.evaluate()],
      [3, () => tokens.pay()],
      [1, () => tokens.hold()],
      [2, () => tokens.endHold()],
      [1, () => tokens.freeze()],
      [2, () => quota.moveLots()],
      [1, () => quota.adjust()],
      [1, () => quota.setMarket()],
      [1, () => quota.closePeriod()],
      [4, () => this.#wait()],
    ]);
  }

  async start(): Promise<void> {
    await this.ground.scene.start(Object.fromEntries(HOMES.map((homeId) => [homeId, 8])));
    this.ground.prepared();
  }

  /** Plays so many steps; the period ends when three quarters of them are over. Each kind of step is tried at least once. */
  async play(steps: number): Promise<void> {
    const { ground } = this;
    await this.#quota.setMarket();
    await this.#quota.adjust();
    while (ground.steps < (3 * steps) / 4) await this.#move();
    await this.#auctions.conduct();
    ground.passTo(ground.scene.periodEnd);
    await this.#deliveries.judge();
    while (ground.steps < steps) {
      await (ground.dice.oneIn(2) ? this.#deliveries.evaluate() : this.#move());
    }
    for (const end of [() => this.#tokens.hold(), () => this.#tokens.endHold()]) await end();
    await this.#quota.closePeriod();
  }

  /** Does all that is still due, so that nothing stays with the market. */
  async finish(): Promise<void> {
    const { ground } = this;
    const { operator, auditor } = ground.scene.community;
    ground.passTo(ground.scene.periodEnd);
    for (const { auctionId, bidders } of ground.tables) {
      for (const fn of ['closeBidding', 'closeReveals', 'settle'] as const) {
        await ground.run(operator, 'market', fn, { auctionId });
      }
      for (const { tag } of bidders) {
        await ground.run(auditor, 'market', 'decideBreach', { auctionId, tag, lots: 0 });
      }
    }
    ground.passTo(ground.scene.periodEnd + 30 * 86_400);
    for (const { auctionId, bidders } of ground.tables) {
      for (const { tag } of bidders) {
        await ground.run(operator, 'market', 'releaseDelivery', { auctionId, tag });
      }
    }
  }

  async #move(): Promise<void> {
    await this.ground.dice.of(this.#moves)?.();
  }

  #wait(): Promise<void> {
    const { community, periodEnd } = this.ground.scene;
    community.pass(this.ground.dice.below(community.now < periodEnd ? 250 : 86_400));
    return Promise.resolve();
  }
}
