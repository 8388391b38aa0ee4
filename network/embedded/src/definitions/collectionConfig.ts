import { peer, type common } from '@hyperledger/fabric-protos';
import type { CollectionSettings } from '../settings/embeddedSettings.js';

/** A collection as a chaincode's definition has it (Fabric: internal/peer/chaincode/common.go). */
export function collectionConfig(
  settings: CollectionSettings,
  members: common.SignaturePolicyEnvelope,
  endorsementPolicy: peer.ApplicationPolicy | undefined,
): peer.StaticCollectionConfig {
  const memberPolicy = new peer.CollectionPolicyConfig();
  memberPolicy.setSignaturePolicy(members);
  const config = new peer.StaticCollectionConfig();
  config.setName(settings.name);
  config.setMemberOrgsPolicy(memberPolicy);
  config.setRequiredPeerCount(settings.requiredPeerCount);
  config.setMaximumPeerCount(settings.maxPeerCount);
  config.setBlockToLive(settings.blockToLive);
  config.setMemberOnlyRead(settings.memberOnlyRead);
  config.setMemberOnlyWrite(settings.memberOnlyWrite);
  config.setEndorsementPolicy(endorsementPolicy);
  return config;
}
