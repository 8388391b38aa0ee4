import { peer } from '@hyperledger/fabric-protos';

/** A reference to a policy of the channel, as `_lifecycle` stores it. */
export function channelPolicyRule(path: string): peer.ApplicationPolicy {
  const rule = new peer.ApplicationPolicy();
  rule.setChannelConfigPolicyReference(path);
  return rule;
}
