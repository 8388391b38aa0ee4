import { CodedError, pause } from '@acequia/protocol';
import type { AuctionRelease } from './AuctionRelease.js';
import { endsReleasing } from './endsReleasing.js';

/** How a watch goes on. */
export interface OpeningWatch {
  readonly pass: () => Promise<readonly AuctionRelease[]>;
  /** Of each pass that went well. */
  readonly onPass: (releases: readonly AuctionRelease[]) => void;
  /** Of one that did not: the next is made all the same. */
  readonly onFailure: (error: CodedError) => void;
  /** Between two passes, wall clock. */
  readonly everyMs: number;
  readonly signal: AbortSignal;
}

/** Releases openings again and again until the signal aborts. @throws what is no CodedError, and what `endsReleasing` names. */
export async function watchOpenings({
  pass,
  onPass,
  onFailure,
  everyMs,
  signal,
}: OpeningWatch): Promise<void> {
  while (!signal.aborted) {
    try {
      onPass(await pass());
    } catch (error) {
      if (!(error instanceof CodedError) || endsReleasing(error)) throw error;
      onFailure(error);
    }
    await pause(everyMs, signal);
  }
}
