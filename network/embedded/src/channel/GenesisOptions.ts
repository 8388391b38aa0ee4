import type { msp } from '@hyperledger/fabric-protos';
import type { EmbeddedSettings } from '../settings/embeddedSettings.js';

/** What block 0 is made from. */
export interface GenesisOptions {
  readonly settings: Pick<EmbeddedSettings, 'channel' | 'organisations' | 'policies' | 'acls' | 'batch'> &
    Partial<Pick<EmbeddedSettings, 'peerless'>>;
  /** Of every organisation of the settings, by MSP id: a `FabricMSPConfig` in it, as its verifiers need it. */
  readonly mspConfigs: ReadonlyMap<string, msp.MSPConfig>;
  readonly orderer: {
    readonly mspId: string;
    readonly mspConfig: msp.MSPConfig;
    /** `host:port` */
    readonly endpoint: string;
  };
  readonly now: Date;
}
