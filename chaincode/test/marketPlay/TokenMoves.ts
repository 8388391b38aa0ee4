import type { Trader as TraderOf } from '../MarketStage.js';
import type { Player } from '../Player.js';
import type { PlayGround } from './PlayGround.js';
import type { PlayScene } from './PlayScene.js';

type Trader = TraderOf<Player>;

/** Payments between traders, holds, and accounts that are frozen. */
export class TokenMoves {
  readonly #ground: PlayGround<PlayScene>;
  readonly #holds: string[] = [];

  constructor(ground: PlayGround<PlayScene>) {
    this.#ground = ground;
  }

  /** A trader spends what it was given, now and then more, or what is another's, or the same credit twice. */
  async pay(): Promise<void> {
    const { dice } = this.#ground;
    const from = this.#anybody();
    const to = this.#anybody();
    if (from === undefined || to === undefined) return;
    const by = dice.oneIn(6) ? to : from;
    const credits = this.#creditsOf(from);
    const fold = dice.oneIn(8) ? [...credits, ...from.fold] : credits;
    const amount = String(dice.below(dice.oneIn(4) ? 900 : 120));
    const request = { from: from.accountId, to: to.accountId, amount, fold };
    await this.#ground.run(by.identity, 'token', 'transfer', request);
  }

  async hold(): Promise<void> {
    const { dice, scene } = this.#ground;
    const { operator, now } = scene.community;
    const holdId = dice.hex(16);
    const request = { holdId, from: scene.treasury, to: scene.fund, amount: '40', fold: [] };
    const expiresAt = now + dice.below(400);
    const taken = await this.#ground.run(operator, 'token', 'hold', { ...request, expiresAt });
    if (taken !== undefined) this.#holds.push(holdId);
  }

  /** Ends a hold that may have ended before. */
  async endHold(): Promise<void> {
    const { dice, scene } = this.#ground;
    const { operator } = scene.community;
    const holdId = dice.of(dice.oneIn(3) ? this.#holds : this.#holds.slice(-1));
    if (holdId === undefined) return;
    if (dice.oneIn(2)) {
      await this.#ground.run(operator, 'token', 'releaseHold', { holdId });
      return;
    }
    const amount = String(1 + dice.below(60));
    await this.#ground.run(operator, 'token', 'captureHold', { holdId, amount });
  }

  /** Freezes an account or lets it go again; who is not the token's owner tries too. */
  async freeze(): Promise<void> {
    const { dice, scene } = this.#ground;
    const { operator, household } = scene.community;
    const accountId = dice.oneIn(4) ? scene.fund : this.#anybody()?.accountId;
    if (accountId === undefined) return;
    const by = dice.oneIn(6) ? household : operator;
    await this.#ground.run(by, 'token', 'freezeAccount', { accountId, isFrozen: dice.oneIn(2) });
  }

  #anybody(): Trader | undefined {
    const { dice, tables } = this.#ground;
    return dice.oneIn(3) ? dice.of(tables)?.buyer : this.#ground.bidder();
  }

  #creditsOf({ accountId }: Trader): readonly string[] {
    const start = ['', 'credit', accountId, ''].join('\0');
    const { world } = this.#ground.scene.community.ledger.store;
    return [...world.keys()].filter((key) => key.startsWith(start)).map((key) => key.slice(start.length, -1));
  }
}
