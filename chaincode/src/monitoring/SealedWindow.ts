import type { SignedWindow, WindowHeader } from '@acequia/protocol';

/** A window taken apart as far as everybody can. */
export interface SealedWindow {
  readonly signed: SignedWindow;
  readonly header: WindowHeader;
  /** The sealed E. */
  readonly essential: Buffer;
  /** The record's commitment to its key, hex. */
  readonly commitment: string;
}
