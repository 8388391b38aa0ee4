import { common } from '@hyperledger/fabric-protos';
import type { Membership } from '../msp/Membership.js';
import { messageOf } from '../messageOf.js';
import type { ChannelPolicy } from './ChannelPolicy.js';
import { ConfigPolicyManager } from './ConfigPolicyManager.js';
import { createSignaturePolicy } from './createSignaturePolicy.js';
import { ImplicitMetaPolicy } from './ImplicitMetaPolicy.js';
import { PolicyError } from './PolicyError.js';

type Policies = ReadonlyMap<string, ChannelPolicy>;

/**
 * Reads the policies of a channel's configuration, of its groups and theirs.
 *
 * @param group the channel group
 * @throws PolicyError for one that is none, of an unknown type, or malformed; Fabric's text with its path
 */
export function readPolicies(group: common.ConfigGroup, membership: Membership): ConfigPolicyManager {
  return new ConfigPolicyManager(policiesOf(group, 'Channel', membership), membership);
}

function policiesOf(group: common.ConfigGroup, path: string, membership: Membership): Policies {
  const children = [...group.getGroupsMap().entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, child]) => ({ name, policies: policiesOf(child, `${path}/${name}`, membership) }));
  const policies = new Map<string, ChannelPolicy>();
  for (const { name, policies: below } of children) {
    for (const [subPath, policy] of below) {
      policies.set(`${name}/${subPath}`, policy);
    }
  }
  for (const [name, configPolicy] of group.getPoliciesMap().entries()) {
    const below = children.map(({ policies: ofChild }) => ofChild);
    policies.set(name, policyOf(configPolicy, name, path, below, membership));
  }
  return policies;
}

function policyOf(
  configPolicy: common.ConfigPolicy,
  name: string,
  path: string,
  below: readonly Policies[],
  membership: Membership,
): ChannelPolicy {
  const policy = configPolicy.getPolicy();
  if (policy === undefined) {
    throw new PolicyError(`policy ${name} at path ${path} was nil`);
  }
  switch (policy.getType()) {
    case common.Policy.PolicyType.IMPLICIT_META:
      return wrapped(`implicit policy ${name} at path ${path} did not compile`, () =>
        implicitMetaPolicy(policy.getValue_asU8(), below, membership),
      );
    case common.Policy.PolicyType.SIGNATURE:
      return wrapped(`policy ${name} at path ${path} did not compile`, () =>
        createSignaturePolicy(
          common.SignaturePolicyEnvelope.deserializeBinary(policy.getValue_asU8()),
          membership,
        ),
      );
    default:
      throw new PolicyError(`policy ${name} at path ${path} has unknown policy type: ${policy.getType()}`);
  }
}

function implicitMetaPolicy(
  value: Uint8Array,
  below: readonly Policies[],
  membership: Membership,
): ImplicitMetaPolicy {
  const definition = common.ImplicitMetaPolicy.deserializeBinary(value);
  const name = definition.getSubPolicy();
  const subPolicies = below.map((policies) => policies.get(name));
  return new ImplicitMetaPolicy(name, threshold(definition, subPolicies.length), subPolicies, membership);
}

/** Without groups below there is nothing to satisfy. */
function threshold(definition: common.ImplicitMetaPolicy, count: number): number {
  const { ANY, ALL, MAJORITY } = common.ImplicitMetaPolicy.Rule;
  switch (definition.getRule()) {
    case ANY:
      return Math.min(1, count);
    case ALL:
      return count;
    case MAJORITY:
      return count === 0 ? 0 : Math.floor(count / 2) + 1;
    default:
      throw new PolicyError(`unknown rule type ${String(definition.getRule())}`);
  }
}

function wrapped<Result>(what: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new PolicyError(`${what}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
