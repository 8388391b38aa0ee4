import { setTimeout as sleep } from 'node:timers/promises';
import type { Member } from './Member.js';

/** Peers follow each other within a fraction of a second. */
const POLL_MS = 20;
const WITHIN_MS = 240_000;

/**
 * Waits until the peer of each of these members has every block that one of them had when asked: what is committed anywhere
 * can then be read everywhere.
 *
 * @param readers one for each peer.
 * @throws Error when a peer does not catch up within four minutes.
 */
export async function settle(readers: readonly Member[]): Promise<void> {
  const heights = await Promise.all(readers.map(({ client }) => client.height()));
  const newest = Math.max(...heights);
  const deadline = Date.now() + WITHIN_MS;
  const behind = readers.filter((_, index) => heights[index] !== newest);
  await Promise.all(
    behind.map(async ({ mspId, client }) => {
      while ((await client.height()) < newest) {
        if (Date.now() > deadline) throw new Error(`the peer of ${mspId} does not reach block ${newest - 1}`);
        await sleep(POLL_MS);
      }
    }),
  );
}
