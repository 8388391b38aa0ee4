import type { common, msp } from '@hyperledger/fabric-protos';
import { ChannelConfigError } from './ChannelConfigError.js';
import { configKeys } from './configKeys.js';
import { readOrganisation } from './readOrganisation.js';
import { requireGroup } from './requireGroup.js';

/**
 * The MSPs of a channel, each once: an organisation may be among the orderers and the applications.
 *
 * @throws ChannelConfigError when one is defined in two ways
 */
export function readMspConfigs(config: common.Config): readonly msp.FabricMSPConfig[] {
  const configs = new Map<string, msp.FabricMSPConfig>();
  for (const key of [configKeys.application, configKeys.orderer]) {
    for (const [, group] of requireGroup(config, key).getGroupsMap().entries()) {
      const organisation = readOrganisation(group);
      const name = organisation.getName();
      const known = configs.get(name);
      if (known !== undefined && !isSame(known, organisation)) {
        throw new ChannelConfigError(`Attempted to define two different versions of MSP: ${name}`);
      }
      configs.set(name, organisation);
    }
  }
  return [...configs.values()];
}

function isSame(left: msp.FabricMSPConfig, right: msp.FabricMSPConfig): boolean {
  return Buffer.from(left.serializeBinary()).equals(right.serializeBinary());
}
