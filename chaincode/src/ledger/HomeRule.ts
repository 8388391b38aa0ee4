import type { LedgerReader } from './LedgerReader.js';

/**
 * Which home a request concerns. Households may name their own only; `community` is for what is meant for everybody or is
 * guarded by something else than a home, such as a token account's owner.
 */
export type HomeRule<Request> =
  'community' | ((request: Request, state: LedgerReader) => string | undefined | Promise<string | undefined>);
