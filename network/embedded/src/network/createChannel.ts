import { genesisBlock } from '../channel/genesisBlock.js';
import { mspConfig } from '../msp/mspConfig.js';
import type { EmbeddedSettings } from '../settings/embeddedSettings.js';
import type { Authorities, Identities } from './loadIdentities.js';
import type { common, msp } from '@hyperledger/fabric-protos';

/** Nobody listens there: the Gateway hands transactions over within the process. */
export const ordererEndpoint = 'orderer.embedded:7050';

/** Block 0 of a network. @throws ChannelConfigError */
export function createChannel(settings: EmbeddedSettings, identities: Identities): common.Block {
  const { orderer, organisations, peerless } = identities;
  const members = [...organisations.values(), ...peerless];
  return genesisBlock({
    settings,
    mspConfigs: new Map(members.map((member) => [member.mspId, configOf(member)])),
    orderer: { mspId: orderer.mspId, mspConfig: configOf(orderer), endpoint: ordererEndpoint },
    now: new Date(),
  });
}

function configOf({ mspId, caCertificate, tlsCaCertificate }: Authorities): msp.MSPConfig {
  return mspConfig({ mspId, caCertificate, tlsCaCertificate });
}
