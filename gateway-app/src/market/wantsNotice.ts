import type { AuctionRecord } from '@acequia/protocol';
import { chooseCoin, type Coin } from '../registrar/chooseCoin.js';
import type { Subscriber } from './Subscriptions.js';

/** What is known of a home that might sell. */
export interface PossibleSeller {
  readonly subscriber: Subscriber;
  /** Of the auction's resource, in its period. */
  readonly coins: readonly Coin[];
  /** Accounts that pseudonyms of the home have had. */
  readonly used: ReadonlySet<string>;
}

/**
 * Whether a home is told of an auction (paper 000 §5.3: only those whose preferences match): it asked for such, has a coin that it
 * could sell in it, and is not who buys.
 *
 * @param buyerHome the home behind the offer; undefined when the registrar has no such pseudonym.
 */
export function wantsNotice(
  { resource, lots }: Pick<AuctionRecord, 'resource' | 'lots'>,
  buyerHome: string | undefined,
  { subscriber, coins, used }: PossibleSeller,
): boolean {
  const { homeId, resources, minLots } = subscriber;
  return (
    homeId !== buyerHome &&
    resources.includes(resource) &&
    minLots <= lots &&
    chooseCoin(coins, used, minLots) !== undefined
  );
}
