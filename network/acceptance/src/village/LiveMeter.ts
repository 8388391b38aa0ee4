import type { AgentConfigInput } from '@acequia/edge-agent';
import type { MeteredResource } from '@acequia/protocol';

/** A meter that an agent plays from now on. */
export interface LiveMeter {
  readonly deviceId: string;
  readonly resource: MeteredResource;
  /** SPKI DER in base64. */
  readonly publicKey: string;
  readonly config: AgentConfigInput['devices'][number];
  /** Ledger seconds of its first reading. */
  readonly first: number;
}
