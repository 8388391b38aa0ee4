import { CodedError, type Transactions } from '@acequia/protocol';
import { count } from '../count.js';
import { Dice } from '../Dice.js';
import type { MarketScene } from '../MarketScene.js';
import type { Trader } from '../MarketStage.js';
import type { Player } from '../Player.js';
import type { PlayOptions } from './PlayOptions.js';
import type { PlayScene } from './PlayScene.js';
import type { Table } from './Table.js';

type Fields = Readonly<Record<string, unknown>>;

/** What all players of a random play share: the scene, the dice, the auctions that there are, and what came of each step. */
export class PlayGround<Scene extends PlayScene = MarketScene> {
  readonly scene: Scene;
  readonly tables: Table[] = [];
  /** Functions that were taken, with how often; refusals by their code. */
  readonly taken = new Map<string, number>();
  readonly refused = new Map<string, number>();
  readonly dice: Dice;
  steps = 0;
  readonly #check: (wasTaken: boolean) => void;

  constructor(scene: Scene, { seed, check }: Pick<PlayOptions, 'seed' | 'check'>) {
    this.scene = scene;
    this.dice = new Dice(seed);
    this.#check = check;
  }

  /** Something was set up, which is no step of the play. */
  prepared(): void {
    this.#check(true);
  }

  /** One step. Refusals with a code are as good as taken; faults of the chaincode are not. @returns the transaction, if it was taken. */
  async run<C extends keyof Transactions>(
    by: Player,
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

  /** The latest auctions that are not settled. */
  get open(): readonly Table[] {
    return this.tables.filter(({ auctionId }) => !this.has('settlement', auctionId)).slice(-3);
  }

  /** Mostly an auction that is not settled. */
  table(): Table | undefined {
    return this.dice.of(this.dice.oneIn(6) ? this.tables : this.open);
  }

  bidder(): Trader<Player> | undefined {
    return this.dice.of(this.dice.of(this.tables)?.bidders ?? []);
  }

  /** Whether a record stands on the ledger. */
  has(type: string, ...attributes: readonly string[]): boolean {
    return this.scene.community.ledger.store.world.has(['', type, ...attributes, ''].join('\0'));
  }
}
