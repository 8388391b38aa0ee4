import type { EpochKeys } from '@acequia/protocol';

/** Whoever has the keys of a home's epochs: the home itself, or the community by its wraps. */
export interface EpochKeyring {
  /** @throws Error when it has them not. */
  keysOf(homeId: string, epoch: number): Promise<EpochKeys>;
}
