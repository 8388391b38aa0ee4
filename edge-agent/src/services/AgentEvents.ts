import { EventEmitter } from 'node:events';

/** What the services tell each other, by device id. No event carries a value that was measured. */
export interface AgentEventMap {
  /** Samples are durable; `at` is the last one's ledger time, `suspect` how many of them were not trusted. */
  sampled: [deviceId: string, batch: { readonly at: number; readonly suspect: number }];
  /** The meter could not be read and will be tried again. */
  meterFailed: [deviceId: string, failure: { readonly code: string; readonly text: string }];
  /** Windows wait to be sent. */
  windowsCompleted: [deviceId: string, count: number];
  /** Windows are on the ledger, up to this sequence. */
  sent: [deviceId: string, windows: { readonly count: number; readonly sequence: number }];
  /** A submission failed and will be tried again. */
  refused: [deviceId: string, refusal: { readonly code: string; readonly action: string }];
  /** A window was refused for good. */
  setAside: [deviceId: string, refusal: { readonly code: string; readonly start: number }];
}

/** The agent's event bus. */
export class AgentEvents extends EventEmitter<AgentEventMap> {}
