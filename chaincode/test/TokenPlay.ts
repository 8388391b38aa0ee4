import { TokenBooks } from './TokenBooks.js';
import type { TestIdentity } from './TestIdentity.js';
import type { TokenPlace } from './TokenPlace.js';
import { TokenScene } from './TokenScene.js';
import type { TokenStep } from './TokenStep.js';
import { TokenTurns } from './TokenTurns.js';

/** A community that plays with its token alone, on a ledger in memory. */
export class TokenPlay implements TokenPlace<TestIdentity> {
  readonly scene = new TokenScene();
  readonly community = this.scene.community;
  readonly books = new TokenBooks(this.community.ledger.store.world);
  readonly till = this.scene.treasury;
  readonly fund = this.scene.fund;
  /** The neighbour's account. */
  readonly neighbour = `acc-${'4'.repeat(32)}`;
  readonly #turns = new TokenTurns(this);

  /** Starts with an open counter, at a price that the reserve just covers, and that few amounts are whole cents at. */
  async start(): Promise<void> {
    const { scene, community } = this;
    await scene.start();
    await scene.open(community.neighbour, this.neighbour);
    await community.enrol(community.secondOperator, 'operator');
    await scene.transfer();
    await scene.transfer({ to: scene.shop, fold: [] });
    await scene.fillReserve('1030');
    await scene.openCounter('103', '103');
  }

  get accounts(): readonly string[] {
    const { treasury, fund, home, shop } = this.scene;
    return [treasury, fund, home, shop, this.neighbour];
  }

  get identities(): readonly TestIdentity[] {
    const { operator, secondOperator, household, supplier, neighbour } = this.community;
    return [operator, secondOperator, household, supplier, neighbour];
  }

  /** @throws what the contract throws. */
  async take(step: TokenStep): Promise<void> {
    const { by, request } = this.#turns.turn(step);
    await this.community.ledger.run(by, 'token', step.fn as 'transfer', request);
  }
}
