import type { StubCall } from '../probe/StubCall.js';
import type { Party } from './Party.js';

/** One call of the probe. */
export interface Invocation {
  readonly caller: Party;
  readonly calls: readonly StubCall[];
  readonly transient?: Readonly<Record<string, string>>;
  /** MSP ids to endorse, and no others; otherwise the Gateway chooses. */
  readonly endorsers?: readonly string[];
  /** Signed outside of the Gateway client, as a wallet or a hardware module does. */
  readonly offline?: boolean;
}
