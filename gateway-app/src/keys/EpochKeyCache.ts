import type { EpochKeys, EpochRecord } from '@acequia/protocol';

/** Epochs whose keys are remembered: a day has four of a home, a hundred homes have a thousand in two and a half. */
const MOST = 1_000;

/** Remembers the keys of the epochs that were asked for last. An epoch is known by what its record holds, not by its number. */
export class EpochKeyCache {
  readonly #keys = new Map<string, EpochKeys>();

  /** The keys, made now unless they are remembered. */
  get(epoch: EpochRecord, make: () => EpochKeys): EpochKeys {
    const name = nameOf(epoch);
    const known = this.#keys.get(name);
    const keys = known ?? make();
    // Last used, last forgotten.
    this.#keys.delete(name);
    this.#keys.set(name, keys);
    for (const oldest of this.#keys.keys()) {
      if (this.#keys.size <= MOST) break;
      this.#keys.delete(oldest);
    }
    return keys;
  }

  /** Forgets the keys of all epochs. */
  clear(): void {
    this.#keys.clear();
  }
}

function nameOf({ homeId, epoch, commitments, communityKeyVersion, wraps }: EpochRecord): string {
  const { essential, extended, audit } = commitments;
  return [homeId, epoch, communityKeyVersion, essential, extended, audit, wraps.community].join('/');
}
