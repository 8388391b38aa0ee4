import { peer } from '@hyperledger/fabric-protos';
import { messageOf } from '../messageOf.js';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { Policy } from '../policies/Policy.js';
import { AclError } from './AclError.js';

/**
 * Asks the channel's policy for a resource. The texts are those of Fabric's core/aclmgmt (a policy from the channel's ACLs)
 * and core/policy (Fabric's default policy).
 *
 * @param evaluate asks the policy whether it accepts who signed
 * @throws AclError
 */
export function evaluateAcl(
  bundle: ChannelBundle,
  resource: string,
  channel: string,
  evaluate: (policy: Policy) => void,
): void {
  const path = bundle.acl(resource);
  if (path === undefined) throw new AclError(`Unmapped policy for ${resource}`);
  if (channel !== bundle.channel) throw new AclError(`Failed to get policy manager for channel [${channel}]`);
  const isConfigured = configuredResources(bundle).has(resource);
  const refused = isConfigured
    ? `failed evaluating policy on signed data during check policy [${path}]`
    : `Failed evaluating policy on signed data during check policy on channel [${channel}] with policy [${path}]`;
  const policy = bundle.policies.policy(path);
  if (policy === undefined) {
    const missing = isConfigured ? `policy ${path} not found` : `no such policy: '${path}'`;
    throw new AclError(`${refused}: [${missing}]`);
  }
  try {
    evaluate(policy);
  } catch (cause) {
    throw new AclError(`${refused}: [${messageOf(cause)}]`, { cause });
  }
}

const known = new WeakMap<ChannelBundle, ReadonlySet<string>>();

/** Those that the channel's own ACLs name. Asked for every proposal: read once. */
function configuredResources(bundle: ChannelBundle): ReadonlySet<string> {
  let resources = known.get(bundle);
  if (resources === undefined) known.set(bundle, (resources = readConfiguredResources(bundle)));
  return resources;
}

function readConfiguredResources({ config }: ChannelBundle): ReadonlySet<string> {
  const value = config.getChannelGroup()?.getGroupsMap().get('Application')?.getValuesMap().get('ACLs');
  if (value === undefined) return new Set();
  const acls = peer.ACLs.deserializeBinary(value.getValue_asU8()).getAclsMap();
  return new Set([...acls.entries()].filter(([, acl]) => acl.getPolicyRef() !== '').map(([name]) => name));
}
