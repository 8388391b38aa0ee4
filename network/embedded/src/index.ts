export { embeddedMain } from './embeddedMain.js';
export { embeddedSettingsSchema, type EmbeddedSettings } from './settings/embeddedSettings.js';
