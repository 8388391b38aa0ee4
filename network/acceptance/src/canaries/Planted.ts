import type { Organisation } from '@acequia/protocol';
import type { Suite } from '../harness/Suite.js';
import type { CanaryBasket } from './CanaryBasket.js';
import { plantCanaries } from './plantCanaries.js';
import { runPlanted, type OwnFolder } from './runPlanted.js';

let planted: Promise<Planted> | undefined;

/** The canaries of the run, and who may have them. */
export class Planted {
  readonly baskets: readonly CanaryBasket[];
  readonly ownFolders: readonly OwnFolder[];
  /** Blocks that the ledger has at least, with all canaries in them. */
  readonly height: number;

  private constructor(baskets: readonly CanaryBasket[], ownFolders: readonly OwnFolder[], height: number) {
    this.baskets = baskets;
    this.ownFolders = ownFolders;
    this.height = height;
  }

  /** Plants them, unless a test before has: the ledger takes each but once. */
  static async in(suite: Suite): Promise<Planted> {
    planted ??= Planted.#plant(suite);
    return await planted;
  }

  /** The names of the canaries that an organisation may see. */
  allowedTo({ kind, homeId }: Organisation): Set<string> {
    return namesOf(this.baskets.filter((basket) => kind === 'community' || basket.homeId === homeId));
  }

  /** The names of those that a home's or the community's own programs may keep, by the homes whose data they have. */
  ofHomes(homes: readonly string[]): Set<string> {
    return namesOf(this.baskets.filter(({ homeId }) => homes.includes(homeId)));
  }

  static async #plant(suite: Suite): Promise<Planted> {
    const baskets = await plantCanaries(suite.community);
    const ownFolders = await runPlanted(suite, baskets);
    await suite.settled();
    return new Planted(baskets, ownFolders, await suite.community.operator.client.height());
  }
}

function namesOf(chosen: readonly CanaryBasket[]): Set<string> {
  return new Set(chosen.flatMap(({ canaries }) => canaries.map(({ name }) => name)));
}
