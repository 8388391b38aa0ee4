import type { common } from '@hyperledger/fabric-protos';
import { ChannelConfigError } from './ChannelConfigError.js';

/** The group below the channel group with this name. @throws ChannelConfigError when there is none */
export function requireGroup(config: common.Config, name: string): common.ConfigGroup {
  const root = config.getChannelGroup();
  if (root === undefined) {
    throw new ChannelConfigError('config must contain a channel group');
  }
  const group = root.getGroupsMap().get(name);
  if (group === undefined) {
    throw new ChannelConfigError(`invalid configuration block, missing ${name} configuration group`);
  }
  return group;
}
