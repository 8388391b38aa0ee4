import type { SignedWindow, WindowPayload } from '@acequia/protocol';

/** A window as the ledger took it: public part and payload. */
export interface LedgerWindow extends SignedWindow {
  readonly payload: WindowPayload;
  /** Whether the community has decided on it. */
  readonly verdict: 'accepted' | 'rejected' | undefined;
}
