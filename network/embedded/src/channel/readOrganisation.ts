import { msp, type common } from '@hyperledger/fabric-protos';
import { ChannelConfigError } from './ChannelConfigError.js';
import { configKeys } from './configKeys.js';
import { readConfigValue } from './readConfigValue.js';
import { readMessage } from './readMessage.js';

/** The MSP of an organisation's group. @throws ChannelConfigError when it has none of Fabric's usual type */
export function readOrganisation(group: common.ConfigGroup): msp.FabricMSPConfig {
  const config = readConfigValue(group, configKeys.msp, msp.MSPConfig);
  if (config.getType() !== 0) {
    throw new ChannelConfigError(`Setup error: unsupported msp type ${config.getType()}`);
  }
  return readMessage(msp.FabricMSPConfig, config.getConfig_asU8(), 'FabricMSPConfig');
}
