import type { EmbeddedSettings } from '../settings/embeddedSettings.js';

/** What an embedded network is started with. */
export interface NetworkOptions {
  readonly settings: EmbeddedSettings;
  /** Where identities lie, in cryptogen's layout; absolute. */
  readonly identitiesDir: string;
  /** Where the ledger lies; absolute. */
  readonly dataDir: string;
  /** Told, a line at a time, of what whoever runs the network may want to know. */
  readonly log: (text: string) => void;
}
