import type { HomeEpoch } from '@acequia/protocol/keystore';

interface Waiting<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** Somebody waits for a new epoch. */
export interface Renewal extends Waiting<HomeEpoch> {
  /** Without a delegatee, whoever is entitled to that time. */
  readonly alone: boolean;
}

/** Who waits for epochs: for a new one, which is drafted for all who had asked before it, or for those of the grid. */
export class EpochRequests {
  #renewals: Renewal[] = [];
  /** Those that the draft under way answers. */
  #served: Renewal[] = [];
  #awaiting: Waiting<void>[] = [];

  /** @returns the epoch that was begun for it, once {@link published}. */
  async renewal(alone: boolean): Promise<HomeEpoch> {
    return await new Promise((resolve, reject) => {
      this.#renewals.push({ alone, resolve, reject });
    });
  }

  /** Fulfils with the next epochs that are {@link published}, asked for or not. */
  async next(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#awaiting.push({ resolve, reject });
    });
  }

  /** Who has asked for a new epoch that is in no draft yet. */
  get renewals(): readonly Renewal[] {
    return [...this.#renewals];
  }

  /** They are answered by drafts that are on the disk now. */
  drafted(serving: readonly Renewal[]): void {
    this.#renewals = this.#renewals.filter((renewal) => !serving.includes(renewal));
    this.#served.push(...serving);
  }

  /** The drafts were dropped: whom they were for waits for others. */
  dropped(): void {
    this.#renewals.unshift(...this.#served.splice(0));
  }

  /** @param newest of the epochs that are on the ledger now. */
  published(newest: HomeEpoch): void {
    for (const { resolve } of this.#awaiting.splice(0)) resolve();
    for (const { resolve } of this.#served.splice(0)) resolve(newest);
  }

  /** Nobody is answered any more. */
  refuse(error: unknown): void {
    const waiting = [...this.#served.splice(0), ...this.#renewals.splice(0), ...this.#awaiting.splice(0)];
    for (const { reject } of waiting) reject(error);
  }
}
