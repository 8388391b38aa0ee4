import { LedgerError } from './LedgerError.js';

/**
 * Gives the peer's own refusals, such as a caller who is not a member of a collection, a code.
 *
 * @throws LedgerError PEER_REFUSED with the peer's words, which name keys and collections and never values.
 */
export async function askPeer<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : 'no reason given';
    throw new LedgerError('PEER_REFUSED', words.replaceAll(/[^\x20-\x7e]+/g, ' '), { cause });
  }
}
