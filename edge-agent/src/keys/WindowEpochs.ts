import { CodedError } from '@acequia/protocol';
import type { HomeEpoch } from '@acequia/protocol/keystore';
import type { LedgerTimer } from '../meters/LedgerTimer.js';
import { chooseEpoch, type EpochVerdict } from './chooseEpoch.js';
import type { EpochGrid } from './EpochGrid.js';
import type { EpochGuests } from './EpochGuests.js';
import type { EpochKeeper } from './EpochKeeper.js';
import type { HomeKeyring } from './HomeKeyring.js';

/** The ledger time that a window is about. */
export interface WindowSpan {
  readonly start: number;
  readonly end: number;
}

export interface WindowEpochsParts {
  readonly keyring: HomeKeyring;
  readonly keeper: Pick<EpochKeeper, 'renew' | 'mayRenew' | 'doubt' | 'distrust' | 'cover'>;
  readonly guests: Pick<EpochGuests, 'delegateeFor'>;
  readonly timer: Pick<LedgerTimer, 'now'>;
  readonly grid: EpochGrid;
}

/** Finds the epochs that windows are sealed with, and has new ones made where none fits. */
export class WindowEpochs {
  readonly #parts: WindowEpochsParts;

  constructor(parts: WindowEpochsParts) {
    this.#parts = parts;
  }

  /**
   * Epochs for as many of the first windows as there are: one for each, at least one. Waits for a new one if need be.
   *
   * @throws CodedError AGENT_STOPPING, EPOCH_AWAITED when there still is none.
   */
  async choose(windows: readonly WindowSpan[]): Promise<readonly HomeEpoch[]> {
    const [first] = windows;
    if (first === undefined) return [];
    const verdict = await this.#verdict(first);
    if (typeof verdict === 'string') await this.#provide(first, verdict);
    const chosen: HomeEpoch[] = [];
    for (const window of windows) {
      const epoch = await this.#verdict(window);
      if (typeof epoch === 'string') break;
      chosen.push(epoch);
    }
    if (chosen.length > 0) return chosen;
    throw new CodedError('EPOCH_AWAITED', 'no epoch of this home fits the window yet');
  }

  /**
   * The ledger would not take records of these epochs: what it says of them is looked at before the next choice.
   *
   * @param code of the refusal.
   */
  async doubt(epochs: Iterable<number>, code: string): Promise<void> {
    const { keeper, keyring } = this.#parts;
    for (const epoch of new Set(epochs)) {
      // By the ledger's clock it is too late for an old one, whatever this machine's says.
      if (code === 'EPOCH_EXPIRED' && epoch !== keyring.latest?.record.epoch) await keeper.distrust(epoch);
      else await keeper.doubt(epoch);
    }
  }

  /**
   * Lets a delegatee in again, when the present epoch was made without it for the sake of windows that it is not entitled to
   * and those have been sent.
   */
  async restore(): Promise<void> {
    const { keyring, keeper, guests, timer } = this.#parts;
    if (!keeper.mayRenew) return;
    const latest = keyring.sealing.at(-1);
    if (latest === undefined || latest.delegatee !== undefined || latest.record.end <= timer.now()) return;
    const before = keyring.ofCell(latest.record.end).flatMap(({ delegatee }) => delegatee ?? []);
    if (before.length === 0) return;
    const entitled = await guests.delegateeFor(latest.record.start, latest.record.end);
    if (before.some(({ delegationId }) => delegationId === entitled?.delegationId)) {
      await keeper.renew('restored');
    }
  }

  /**
   * Whether a window that was sealed under an epoch may still go out so: the epoch's delegatee, if it has one, is still entitled
   * to the window's time.
   */
  async isStillFor(epoch: number, { start, end }: WindowSpan): Promise<boolean> {
    const { keyring, guests } = this.#parts;
    const delegatee = (await keyring.epoch(epoch))?.delegatee;
    if (delegatee === undefined) return true;
    return (await guests.delegateeFor(start, end))?.delegationId === delegatee.delegationId;
  }

  async #verdict(window: WindowSpan): Promise<EpochVerdict> {
    const { keyring, guests, timer, grid } = this.#parts;
    const entitled = await guests.delegateeFor(window.start, window.end);
    return chooseEpoch(window, { sealing: keyring.sealing, entitled, now: timer.now(), grid });
  }

  async #provide(window: WindowSpan, verdict: 'missing' | 'alone'): Promise<void> {
    const { keeper, keyring } = this.#parts;
    // The one that is under way may do.
    if (keyring.drafts.length > 0) {
      await keeper.cover(Infinity);
      return;
    }
    if (verdict === 'alone') {
      await keeper.renew('late windows', { alone: true });
      return;
    }
    const reached = keyring.latest?.record.end ?? 0;
    // What reaches so far was revoked, or takes no records any more.
    if (reached >= window.end) await keeper.renew('late windows');
    else await keeper.cover(window.end);
  }
}
