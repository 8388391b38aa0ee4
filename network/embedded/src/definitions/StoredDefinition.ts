import type { ChaincodeSettings } from '../settings/embeddedSettings.js';

/** A chaincode's settings with the number of times that its definition was committed: plain JSON. */
export interface StoredDefinition {
  readonly sequence: number;
  readonly chaincode: ChaincodeSettings;
}
