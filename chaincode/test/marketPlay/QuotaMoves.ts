import { HOMES } from './HOMES.js';
import type { PlayGround } from './PlayGround.js';
import type { PlayScene } from './PlayScene.js';

/** What operators do with lots, contracts and terms, and what others try. */
export class QuotaMoves {
  readonly #ground: PlayGround<PlayScene>;

  constructor(ground: PlayGround<PlayScene>) {
    this.#ground = ground;
  }

  /** From a home's account to another's; now and then from what the market keeps, or by a household. */
  async moveLots(): Promise<void> {
    const { dice, scene } = this.#ground;
    const { operator, household } = scene.community;
    const [from = '', to = ''] = [dice.of(HOMES), dice.of(HOMES)];
    const bidder = this.#ground.bidder();
    const source = bidder !== undefined && dice.oneIn(5) ? scene.escrow(bidder) : scene.coin(from);
    const request = { ...scene.market, from: source, to: scene.coin(to), lots: 1 + dice.below(3) };
    await this.#ground.run(dice.oneIn(8) ? household : operator, 'quota', 'moveLots', request);
  }

  /** The contract grows or shrinks by what a home's account does; one in four says something else. */
  async adjust(): Promise<void> {
    const { dice, scene } = this.#ground;
    const accountId = scene.coin(dice.of(HOMES) ?? 'SH1');
    const change = dice.below(5) - 2;
    const held = scene.lots()[accountId] ?? 0;
    const all = Object.values(scene.lots()).reduce((sum, each) => sum + each, 0);
    const lots = all + change + (dice.oneIn(4) ? 1 : 0);
    const request = { ...scene.market, lots, holdings: [{ accountId, lots: held + change }] };
    await this.#ground.run(scene.community.operator, 'quota', 'adjustContract', request);
  }

  /** Other terms for the auctions to come. */
  async setMarket(): Promise<void> {
    const { dice, scene } = this.#ground;
    const terms = scene.terms({
      depositRatioBp: dice.below(10_001),
      deadEndPenaltyBp: dice.below(10_001),
      maxLots: 5,
    });
    await this.#ground.run(scene.community.operator, 'market', 'setMarket', terms);
  }

  async closePeriod(): Promise<void> {
    const { periodId } = this.#ground.scene.market;
    await this.#ground.run(this.#ground.scene.community.operator, 'quota', 'closePeriod', { periodId });
  }
}
