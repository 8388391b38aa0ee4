import { peer, type common } from '@hyperledger/fabric-protos';
import { configKeys } from './configKeys.js';
import { defaultAcls } from './defaultAcls.js';
import { peerResources } from './peerResources.js';
import { readConfigValue } from './readConfigValue.js';

/**
 * Which policy guards what: the channel's ACLs over Fabric's defaults. A name without leading slash is one of the
 * application group's policies (Fabric: common/channelconfig/acls.go).
 *
 * @param group the application group
 * @throws ChannelConfigError
 */
export function readAcls(group: common.ConfigGroup): ReadonlyMap<string, string> {
  const acls = new Map(defaultAcls);
  const configured = readConfigValue(group, configKeys.acls, peer.ACLs).getAclsMap();
  for (const [resource, reference] of configured.entries()) {
    const policy = reference.getPolicyRef();
    if (policy !== '' && !peerResources.has(resource)) {
      acls.set(resource, policy.startsWith('/') ? policy : `/Channel/Application/${policy}`);
    }
  }
  return acls;
}
