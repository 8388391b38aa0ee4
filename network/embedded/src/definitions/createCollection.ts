import type { common, peer } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import { parsePolicyExpression } from '../policies/parsePolicyExpression.js';
import type { CollectionSettings } from '../settings/embeddedSettings.js';
import { messageOf } from '../messageOf.js';
import { channelPolicyRule } from './channelPolicyRule.js';
import { collectionConfig } from './collectionConfig.js';
import { DefinitionError } from './DefinitionError.js';
import { memberMspIds } from './memberMspIds.js';
import { resolvePolicy } from './resolvePolicy.js';
import { signaturePolicyRule } from './signaturePolicyRule.js';
import { StaticCollection } from './StaticCollection.js';

type Bundle = Pick<ChannelBundle, 'membership' | 'policies'>;

/**
 * An explicit collection, checked as a chaincode's approval checks it (Fabric: core/chaincode/lifecycle/scc.go).
 *
 * @throws DefinitionError
 */
export function createCollection(settings: CollectionSettings, bundle: Bundle): StaticCollection {
  requireShape(settings);
  const members = memberPolicy(settings);
  requireOrs(members.getRule(), settings.name);
  const principals = members.getIdentitiesList();
  const mspIds = memberMspIds(principals);
  for (const mspId of mspIds) {
    if (!bundle.membership.mspIds.includes(mspId)) {
      throw refused(settings.name, `collection member '${mspId}' is not part of the channel`);
    }
  }
  const endorsement = endorsementRule(settings);
  return new StaticCollection(
    collectionConfig(settings, members, endorsement),
    { principals, mspIds },
    endorsement && resolvePolicy(endorsement, bundle.policies),
    bundle.membership,
  );
}

function requireShape({ name, requiredPeerCount, maxPeerCount }: CollectionSettings): void {
  if (!/^[A-Za-z0-9-][A-Za-z0-9_-]*$/.test(name)) {
    throw new DefinitionError(
      'BAD_COLLECTION',
      `invalid collection name '${name}'. Names can only consist of alphanumerics, '_', and '-' and cannot begin with '_'`,
    );
  }
  if (maxPeerCount < requiredPeerCount) {
    throw refused(
      name,
      `maximum peer count (${maxPeerCount}) cannot be less than the required peer count (${requiredPeerCount})`,
    );
  }
}

function memberPolicy({ policy }: CollectionSettings): common.SignaturePolicyEnvelope {
  try {
    return parsePolicyExpression(policy);
  } catch (error) {
    const text = messageOf(error);
    throw new DefinitionError('BAD_COLLECTION', `invalid policy ${policy}: ${text}`, { cause: error });
  }
}

/** Fabric: internal/peer/chaincode/common.go, getApplicationPolicy. */
function endorsementRule({ endorsementPolicy }: CollectionSettings): peer.ApplicationPolicy | undefined {
  const { signaturePolicy = '', channelConfigPolicy = '' } = endorsementPolicy ?? {};
  if (signaturePolicy !== '' && channelConfigPolicy !== '') {
    throw new DefinitionError(
      'BAD_POLICY',
      'cannot specify both "--signature-policy" and "--channel-config-policy"',
    );
  }
  if (signaturePolicy !== '') {
    return signaturePolicyRule(signaturePolicy);
  }
  return channelConfigPolicy === '' ? undefined : channelPolicyRule(channelConfigPolicy);
}

/** Members are each by itself: a distribution policy has no other gate than OR. */
function requireOrs(rule: common.SignaturePolicy | undefined, name: string): void {
  const gate = rule?.getNOutOf();
  if (gate === undefined) {
    return;
  }
  if (gate.getN() !== 1) {
    throw refused(
      name,
      `error in member org policy: signature policy is not an OR concatenation, NOutOf ${gate.getN()}`,
    );
  }
  for (const member of gate.getRulesList()) {
    requireOrs(member, name);
  }
}

function refused(name: string, text: string): DefinitionError {
  return new DefinitionError('BAD_COLLECTION', `collection-name: ${name} -- ${text}`);
}
