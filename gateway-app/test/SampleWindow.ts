import type { EpochKeys, ExtendedPayload, WindowHeader, WindowPayload } from '@acequia/protocol';

/** A sealed window of a sample meter. */
export interface SampleWindow {
  readonly header: WindowHeader;
  readonly payload: WindowPayload;
  readonly extended: ExtendedPayload;
  /** Sealed. */
  readonly essentialRecord: Buffer;
  readonly extendedRecord: Buffer;
  readonly signature: string;
  readonly revision: number;
}

/** How a window is sealed otherwise than it should be. */
export interface SealOptions {
  readonly keys?: EpochKeys;
  readonly epoch?: number;
  /** Changes the sealed record before it is signed. */
  readonly spoil?: (record: Buffer) => Buffer;
  readonly spoilExtended?: (record: Buffer) => Buffer;
  readonly previousHash?: string;
}
