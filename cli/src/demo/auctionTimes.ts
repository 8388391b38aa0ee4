import type { NetworkDescription } from '@acequia/protocol';
import type { CommunityFile } from '../init/communityFileSchema.js';

/**
 * Seconds by the wall clock: until the buyer is on the ledger, for the sellers to get a name and their tokens there, and to open prices. On
 * two cores of the embedded network each takes about a third of it.
 */
const SECONDS = {
  embedded: { ready: 13, bidding: 10, reveal: 7 },
  fabric: { ready: 15, bidding: 20, reveal: 12 },
} as const satisfies Readonly<Record<NetworkDescription['kind'], object>>;
const HOUR = 3600;
const HOURS_OF_MONTH = 30 * 24;

/**
 * How long the demonstration's auction takes, ledger hours: what programs do takes real time, however fast the ledger's clock runs.
 *
 * @returns undefined where a month passes before an auction could be over.
 */
export function auctionTimes(kind: NetworkDescription['kind'], speed: number): CommunityFile['market'] {
  const { ready, bidding, reveal } = SECONDS[kind];
  const hours = (seconds: number): number => Math.ceil((seconds * speed) / HOUR);
  if (hours(ready + bidding + reveal) > HOURS_OF_MONTH) return undefined;
  return { biddingHours: hours(bidding), revealHours: hours(reveal) };
}
