import { common } from '@hyperledger/fabric-protos';
import { ChannelMembership } from '../msp/ChannelMembership.js';
import { readPolicies } from '../policies/readPolicies.js';
import type { ChannelBundle } from './ChannelBundle.js';
import { ChannelConfigError } from './ChannelConfigError.js';
import { configKeys } from './configKeys.js';
import { readAcls } from './readAcls.js';
import { readBatch } from './readBatch.js';
import { readConfigBlock } from './readConfigBlock.js';
import { readConfigValue } from './readConfigValue.js';
import { readMspConfigs } from './readMspConfigs.js';
import { requireGroup } from './requireGroup.js';

/**
 * Reads a channel's configuration and makes it ready for use (Fabric: common/channelconfig/bundle.go). SHA-256 is the
 * one hash here.
 *
 * @param now the clock that certificates are judged by
 * @throws ChannelConfigError, PolicyError or IdentityError when the configuration does not hold
 */
export function readChannelBundle(block: common.Block, now?: () => Date): ChannelBundle {
  const { channel, config } = readConfigBlock(block);
  const batch = readBatch(requireGroup(config, configKeys.orderer));
  const acls = readAcls(requireGroup(config, configKeys.application));
  const root = config.getChannelGroup() ?? new common.ConfigGroup();
  requireHashing(root);
  const membership = ChannelMembership.create(readMspConfigs(config), now);
  return {
    channel,
    config,
    membership,
    policies: readPolicies(root, membership),
    batch,
    acl: (resource) => acls.get(resource),
  };
}

function requireHashing(root: common.ConfigGroup): void {
  const algorithm = readConfigValue(root, configKeys.hashingAlgorithm, common.HashingAlgorithm).getName();
  if (algorithm !== 'SHA256') {
    throw new ChannelConfigError(`Unknown hashing algorithm type: ${algorithm}`);
  }
  const structure = readConfigValue(
    root,
    configKeys.blockDataHashingStructure,
    common.BlockDataHashingStructure,
  );
  if (structure.getWidth() !== 0xffffffff) {
    throw new ChannelConfigError('BlockDataHashStructure width only supported at MaxUint32 in this version');
  }
}
