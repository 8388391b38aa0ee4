export { EmbeddedNetwork } from './network/EmbeddedNetwork.js';
export type { NetworkOptions } from './network/NetworkOptions.js';
export type { ReadyDescription, ReadyOrganisation } from './network/describeReady.js';
export { embeddedMain } from './embeddedMain.js';
export { embeddedSettingsSchema, type EmbeddedSettings } from './settings/embeddedSettings.js';
