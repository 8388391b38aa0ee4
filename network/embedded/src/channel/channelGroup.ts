import { common } from '@hyperledger/fabric-protos';
import { applicationGroup } from './applicationGroup.js';
import { ConfigGroupBuilder } from './ConfigGroupBuilder.js';
import { configKeys } from './configKeys.js';
import type { GenesisOptions } from './GenesisOptions.js';
import { ordererGroup } from './ordererGroup.js';

/**
 * The root of a channel's configuration, as configtxgen makes it (Fabric: internal/configtxgen/encoder/encoder.go).
 *
 * @throws ChannelConfigError
 */
export function channelGroup(options: GenesisOptions): common.ConfigGroup {
  const hashing = new common.HashingAlgorithm();
  hashing.setName('SHA256');
  const structure = new common.BlockDataHashingStructure();
  structure.setWidth(0xffffffff);
  return new ConfigGroupBuilder()
    .policies({ Readers: 'ANY Readers', Writers: 'ANY Writers', Admins: 'MAJORITY Admins' })
    .value(configKeys.hashingAlgorithm, hashing)
    .value(configKeys.blockDataHashingStructure, structure)
    .capabilities('V3_0')
    .group(configKeys.orderer, ordererGroup(options))
    .group(configKeys.application, applicationGroup(options))
    .build();
}
