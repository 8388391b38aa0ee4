import type { ExtendedPayload, SignedWindow, WindowHeader, WindowPayload } from '@acequia/protocol';

/** A window as the ledger took it, opened. */
export interface LedgerWindow extends SignedWindow {
  readonly header: WindowHeader;
  readonly payload: WindowPayload;
  readonly extended: ExtendedPayload;
  /** Every sealed form that the blocks have of it: the one submitted, then republished ones. */
  readonly revisions: readonly WindowHeader[];
  /** Whether the community has decided on it. */
  readonly verdict: 'accepted' | 'rejected' | undefined;
}
