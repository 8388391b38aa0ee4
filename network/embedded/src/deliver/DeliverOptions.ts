import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { Definitions } from '../definitions/Definitions.js';
import type { Ledger } from '../ledger/Ledger.js';
import type { Peer } from '../peer/Peer.js';

/** What the Deliver service of one organisation's peer works with. */
export interface DeliverOptions {
  readonly peer: Peer;
  readonly bundle: ChannelBundle;
  /** For the private data that this organisation's peer holds. */
  readonly ledger: Pick<Ledger, 'privateWrites'>;
  readonly definitions: () => Definitions;
  readonly now: () => Date;
  /** Told of faults that a client cannot be told of. */
  readonly report: (error: unknown) => void;
  /** core.yaml's `peer.limits.concurrency.deliverService`; 2500. */
  readonly concurrency?: number;
}
