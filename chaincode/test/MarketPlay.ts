import { AuctionMoves } from './marketPlay/AuctionMoves.js';
import { DeliveryMoves } from './marketPlay/DeliveryMoves.js';
import { HOMES } from './marketPlay/HOMES.js';
import { PlayGround } from './marketPlay/PlayGround.js';
import type { PlayOptions } from './marketPlay/PlayOptions.js';
import type { PlayScene } from './marketPlay/PlayScene.js';
import { QuotaMoves } from './marketPlay/QuotaMoves.js';
import type { Table } from './marketPlay/Table.js';
import { TokenMoves } from './marketPlay/TokenMoves.js';
import type { MarketScene } from './MarketScene.js';
import { weighed } from './weighed.js';

/** Honest and dishonest parties who trade, pay and move lots at random, as a seed has it. */
export class MarketPlay<Scene extends PlayScene = MarketScene> {
  readonly ground: PlayGround<Scene>;
  readonly #options: PlayOptions;
  readonly #auctions: AuctionMoves;
  readonly #deliveries: DeliveryMoves;
  readonly #tokens: TokenMoves;
  readonly #quota: QuotaMoves;
  readonly #moves: readonly (() => Promise<void>)[];

  constructor(scene: Scene, options: PlayOptions) {
    const ground = new PlayGround(scene, options);
    const auctions = new AuctionMoves(ground);
    const deliveries = new DeliveryMoves(ground);
    const tokens = new TokenMoves(ground);
    const quota = new QuotaMoves(ground);
    this.ground = ground;
    this.#options = options;
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
      [18, () => tokens.step()],
      [2, () => quota.moveLots()],
      [1, () => quota.adjust()],
      [1, () => quota.setMarket()],
      [1, () => quota.closePeriod()],
      [4, () => this.#wait()],
    ]);
  }

  async start(): Promise<void> {
    await this.ground.scene.start(Object.fromEntries(HOMES.map((homeId) => [homeId, 8])));
    await this.#tokens.start();
    this.ground.prepared();
  }

  /** Plays so many steps; the period ends when three quarters of them are over. Each kind of step is tried at least once. */
  async play(steps: number): Promise<void> {
    const { ground } = this;
    await this.#tokens.round();
    await this.#quota.setMarket();
    await this.#quota.adjust();
    await this.#atOnce(async () => {
      while (ground.steps < (3 * steps) / 4) await this.#move();
    });
    await this.#auctions.conduct();
    await ground.scene.passTo(ground.scene.periodEnd);
    await this.#deliveries.judge();
    await this.#atOnce(async () => {
      while (ground.steps < steps) {
        await (ground.dice.oneIn(2) ? this.#deliveries.evaluate() : this.#move());
      }
    });
    await this.#quota.closePeriod();
  }

  /** Does all that is still due, so that nothing stays with the market. */
  async finish(): Promise<void> {
    const { ground } = this;
    const { operator, auditor } = ground.scene.community;
    await ground.scene.passTo(ground.scene.periodEnd);
    await this.#atEachTable(async ({ auctionId, bidders }) => {
      for (const fn of ['closeBidding', 'closeReveals', 'settle'] as const) {
        await ground.run(operator, 'market', fn, { auctionId });
      }
      for (const { tag } of bidders) {
        await ground.run(auditor, 'market', 'decideBreach', { auctionId, tag, lots: 0 });
      }
    });
    await ground.scene.passClaims();
    await this.#atEachTable(async ({ auctionId, bidders }) => {
      for (const { tag } of bidders) {
        await ground.run(operator, 'market', 'releaseDelivery', { auctionId, tag });
      }
    });
  }

  /** As many lines of the same work as there shall be. */
  async #atOnce(line: () => Promise<void>): Promise<void> {
    await Promise.all(Array.from({ length: this.#options.atOnce ?? 1 }, line));
  }

  async #atEachTable(work: (table: Table) => Promise<void>): Promise<void> {
    const left = [...this.ground.tables].reverse();
    await this.#atOnce(async () => {
      for (let table = left.pop(); table !== undefined; table = left.pop()) await work(table);
    });
  }

  async #move(): Promise<void> {
    await this.ground.dice.of(this.#moves)?.();
  }

  async #wait(): Promise<void> {
    const { community, periodEnd } = this.ground.scene;
    const [before, after] = this.#options.waits ?? [250, 86_400];
    await community.pass(this.ground.dice.below(community.now < periodEnd ? before : after));
  }
}
