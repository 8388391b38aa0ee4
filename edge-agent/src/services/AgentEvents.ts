import { EventEmitter } from 'node:events';

/** What the services tell each other. No event carries a value that was measured. */
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
  /** Windows under way are sealed again, for the epochs that they were sealed with take no records any more. */
  resealed: [deviceId: string, windows: { readonly count: number; readonly code: string }];
  /** The community cannot read a window. */
  complained: [deviceId: string, complaint: { readonly sequence: number; readonly code: string }];
  /** A complaint was answered, or cannot be: the window is then billed as an estimate. */
  answered: [
    deviceId: string,
    answer: { readonly sequence: number; readonly by: 'republication' | 'reveal' | 'nothing' },
  ];
  /** So many complaints are open. */
  complaints: [count: number];
  /** Somebody asked for a new epoch before its time. */
  epochAsked: [renewal: { readonly reason: string }];
  /** Epochs of the home are on the ledger. */
  epochs: [epochs: { readonly from: number; readonly to: number }];
  /** The home's operation key is on the ledger. */
  operationKey: [key: { readonly version: number }];
  /** The ledger answers with another key of the community than this home has sealed to: a person has to look. */
  communityKeySubstituted: [key: { readonly version: number }];
  /** Keys could not be published and will be tried again. */
  keysRefused: [refusal: { readonly code: string }];
}

/** The agent's event bus. */
export class AgentEvents extends EventEmitter<AgentEventMap> {}
