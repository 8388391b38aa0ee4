/** An envelope that was let in, on its way into a block. */
export interface OrderedMessage {
  /** `common.Envelope`, as the block will hold it. */
  readonly bytes: Uint8Array;
  /** What counts for the size of a block: bytes of payload and signature. */
  readonly size: number;
}
