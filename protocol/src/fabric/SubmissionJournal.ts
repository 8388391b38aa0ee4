/**
 * Keeps the signed bytes of transactions whose outcome is not known yet (DESIGN §5.11). Bytes are those of the Gateway's
 * PreparedTransaction with the client's signature; transient data is not in them.
 */
export interface SubmissionJournal {
  /** Keeps a request's bytes, in place of earlier ones, before they are submitted; durable when it returns. */
  save(requestId: string, transaction: Uint8Array): Promise<void>;
  /** The bytes kept for a request, if any. */
  find(requestId: string): Promise<Uint8Array | undefined>;
  /** Forgets a request whose outcome is known. Need not be durable: submitting the same bytes twice does no harm. */
  remove(requestId: string): Promise<void>;
  /** Ids of all requests kept. */
  list(): Promise<readonly string[]>;
}
