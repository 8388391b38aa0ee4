import type { Interval, MeteredResource } from '@acequia/protocol';
import type { ReaderConfig } from '@acequia/edge-agent';
import type { HomeName } from '../harness/HomeName.js';

/** A meter that an agent reads, and what its readings come to when nothing fails. */
export interface MeteredDevice {
  readonly deviceId: string;
  readonly homeId: HomeName;
  readonly resource: MeteredResource;
  /** SPKI DER in base64, as the ledger has it. */
  readonly publicKey: string;
  readonly keyFile: string;
  readonly reader: ReaderConfig;
  /** All intervals from the community's first on, computed without an agent. */
  readonly intervals: readonly Interval[];
}
