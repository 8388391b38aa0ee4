import type { Organisation } from '@acequia/protocol';
import type { Suite } from '../harness/Suite.js';
import type { CanaryBasket } from './CanaryBasket.js';
import { plantCanaries } from './plantCanaries.js';
import { runPlanted } from './runPlanted.js';

let planted: Promise<Planted> | undefined;

/** The canaries of the run, and who may have them. */
export class Planted {
  readonly baskets: readonly CanaryBasket[];
  /** Where the meters of the run have their readings from: files that no program of Acequia's wrote. */
  readonly meterFolders: readonly string[];
  /** Blocks that the ledger has at least, with all canaries in them. */
  readonly height: number;

  private constructor(baskets: readonly CanaryBasket[], meterFolders: readonly string[], height: number) {
    this.baskets = baskets;
    this.meterFolders = meterFolders;
    this.height = height;
  }

  /** Plants them, unless a test before has: the ledger takes each but once. */
  static async in(suite: Suite): Promise<Planted> {
    planted ??= Planted.#plant(suite);
    return await planted;
  }

  /** The names of the canaries that an organisation's peer may have: none of those that are sealed. */
  allowedTo({ kind, homeId }: Organisation): Set<string> {
    return namesOf(this.baskets.filter((basket) => kind === 'community' || basket.homeId === homeId));
  }

  static async #plant(suite: Suite): Promise<Planted> {
    const baskets = await plantCanaries(suite.community);
    const meterFolders = await runPlanted(suite, baskets);
    await suite.settled();
    return new Planted(baskets, meterFolders, await suite.community.operator.client.height());
  }
}

function namesOf(chosen: readonly CanaryBasket[]): Set<string> {
  return new Set(
    chosen.flatMap(({ canaries }) =>
      canaries.filter(({ isSealed }) => isSealed !== true).map(({ name }) => name),
    ),
  );
}
