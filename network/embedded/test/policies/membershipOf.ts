import { msp } from '@hyperledger/fabric-protos';
import { ChannelMembership } from '../../src/msp/ChannelMembership.js';
import type { TestOrganisation } from './TestOrganisation.js';

export function membershipOf(...organisations: readonly TestOrganisation[]): ChannelMembership {
  return ChannelMembership.create(
    organisations.map(({ mspConfig }) => msp.FabricMSPConfig.deserializeBinary(mspConfig.getConfig_asU8())),
  );
}
