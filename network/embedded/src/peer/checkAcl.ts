import { peer } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { SignedData } from '../policies/SignedData.js';
import { AclError } from './AclError.js';

/**
 * Whether who signed may use a resource of the channel, such as `gateway/CommitStatus`. The texts are those of Fabric's
 * core/aclmgmt (a policy from the channel's ACLs) and core/policy (Fabric's default policy).
 *
 * @throws AclError
 */
export function checkAcl(bundle: ChannelBundle, resource: string, channel: string, signed: SignedData): void {
  if (channel === '') {
    throw new AclError(
      'Invalid channel ID name during check policy on signed data. Name must be different from nil.',
    );
  }
  if (channel !== bundle.channel) throw new AclError(`Failed to get policy manager for channel [${channel}]`);
  const path = bundle.acl(resource);
  if (path === undefined) throw new AclError(`Unmapped policy for ${resource}`);
  const refused = isConfigured(bundle, resource)
    ? `failed evaluating policy on signed data during check policy [${path}]`
    : `Failed evaluating policy on signed data during check policy on channel [${channel}] with policy [${path}]`;
  const policy = bundle.policies.policy(path);
  if (policy === undefined) throw new AclError(`${refused}: [policy ${path} not found]`);
  try {
    policy.evaluateSignedData([signed]);
  } catch (cause) {
    throw new AclError(`${refused}: [${cause instanceof Error ? cause.message : String(cause)}]`, { cause });
  }
}

const configured = new WeakMap<ChannelBundle, ReadonlySet<string>>();

function isConfigured(bundle: ChannelBundle, resource: string): boolean {
  let resources = configured.get(bundle);
  if (resources === undefined) configured.set(bundle, (resources = configuredResources(bundle)));
  return resources.has(resource);
}

function configuredResources(bundle: ChannelBundle): ReadonlySet<string> {
  const application = bundle.config.getChannelGroup()?.getGroupsMap().get('Application');
  const value = application?.getValuesMap().get('ACLs');
  if (value === undefined) return new Set();
  const acls = peer.ACLs.deserializeBinary(value.getValue_asU8());
  const names: string[] = [];
  acls.getAclsMap().forEach((_, name) => names.push(name));
  return new Set(names);
}
