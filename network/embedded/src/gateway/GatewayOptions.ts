import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { Definitions } from '../definitions/Definitions.js';
import type { OrderingService } from '../ordering/OrderingService.js';
import type { Peer } from '../peer/Peer.js';

/** What the Gateway service of one organisation's peer works with. */
export interface GatewayOptions {
  /** The peer that serves it. */
  readonly peer: Peer;
  /** Those of all organisations, this one too. */
  readonly peers: readonly Peer[];
  readonly bundle: ChannelBundle;
  readonly definitions: () => Definitions;
  readonly ordering: OrderingService;
  /** Who takes transactions, in error details. */
  readonly orderer: { readonly address: string; readonly mspId: string };
  /** From 0 up to 1: which of several good sets of peers is asked. */
  readonly random: () => number;
  /** Told of faults that a client cannot be told of. */
  readonly report: (error: unknown) => void;
  /** core.yaml's `peer.gateway.endorsementTimeout`; 30 s. */
  readonly endorsementTimeoutMs?: number;
  /** core.yaml's `peer.limits.concurrency.gatewayService`; 500. */
  readonly concurrency?: number;
}
