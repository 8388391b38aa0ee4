import type { CommunityRecord, DisputeRecord, Finding } from '@acequia/protocol';
import type { Logger } from 'pino';
import type { KeptAlarm } from './alarms/AlarmBook.js';
import type { Viewer } from './policies/Viewer.js';
import type { ReadModel } from './readModel/ReadModel.js';

/** How the gateway is. */
export interface GatewayHealth {
  /** Whether the read model follows the ledger. */
  readonly ready: boolean;
  /** The last block that is in the read model; -1 for none. */
  readonly checkpoint: number;
  /** Blocks that the peer has; absent while it does not answer. */
  readonly height?: number;
  /** Blocks that the read model is behind; absent with the height. */
  readonly lag?: number;
  /** Private data that the peer should hold and has not got yet: transactions. */
  readonly awaited: number;
  /** Windows that wait for a decision and could not be opened (yet). */
  readonly unopened: number;
  /** Code of what stopped the projection. */
  readonly failure?: string;
  /** The community's services; a code where the last round failed. */
  readonly services: readonly { readonly name: string; readonly failure?: string }[];
}

/** What the API serves from. */
export interface ApiContext {
  readonly model: ReadModel;
  readonly viewer: Viewer;
  readonly health: () => Promise<GatewayHealth>;
  /** Of the community: the alarms that it sent, the newest first. */
  readonly alarms: (limit: number) => readonly KeptAlarm[];
  /** A dispute's finding in the clear; undefined where there is none, or it cannot be opened here. */
  readonly finding: (dispute: DisputeRecord) => Promise<Finding | undefined>;
  /** Ledger time by this machine's clock, seconds. */
  readonly now: (community: CommunityRecord) => number;
  readonly log: Logger;
}
