import { peer, type common } from '@hyperledger/fabric-protos';
import type { OrganisationSettings, PeerlessSettings } from '../settings/embeddedSettings.js';
import { ChannelConfigError } from './ChannelConfigError.js';
import { ConfigGroupBuilder } from './ConfigGroupBuilder.js';
import { configKeys } from './configKeys.js';
import type { GenesisOptions } from './GenesisOptions.js';

const defaultPolicies = {
  Readers: 'ANY Readers',
  Writers: 'ANY Writers',
  Admins: 'MAJORITY Admins',
  LifecycleEndorsement: 'MAJORITY Endorsement',
  Endorsement: 'MAJORITY Endorsement',
};

/**
 * The group of the organisations that run the channel's chaincodes.
 *
 * @throws ChannelConfigError for a policy that is none or an organisation without MSP
 */
export function applicationGroup({ settings, mspConfigs }: GenesisOptions): common.ConfigGroup {
  const builder = new ConfigGroupBuilder()
    .policies({ ...defaultPolicies, ...settings.policies })
    .capabilities('V2_5');
  if (Object.keys(settings.acls).length > 0) {
    builder.value(configKeys.acls, aclsOf(settings.acls));
  }
  for (const organisation of settings.organisations) {
    const group = memberGroup(organisation, mspConfigs);
    builder.group(
      organisation.mspId,
      group.value(configKeys.anchorPeers, anchorPeersOf(organisation)).build(),
    );
  }
  for (const organisation of settings.peerless ?? []) {
    builder.group(organisation.mspId, memberGroup(organisation, mspConfigs).build());
  }
  return builder.build();
}

function memberGroup(
  organisation: PeerlessSettings,
  mspConfigs: GenesisOptions['mspConfigs'],
): ConfigGroupBuilder {
  const mspConfig = mspConfigs.get(organisation.mspId);
  if (mspConfig === undefined) {
    throw new ChannelConfigError(`organisation ${organisation.mspId} has no MSP configuration`);
  }
  return new ConfigGroupBuilder()
    .policies(organisationPolicies(organisation))
    .value(configKeys.msp, mspConfig);
}

/** As Fabric's test network has them. */
function organisationPolicies({ mspId, policies }: PeerlessSettings): Record<string, string> {
  return {
    Readers: policies.Readers ?? `OR('${mspId}.admin', '${mspId}.peer', '${mspId}.client')`,
    Writers: policies.Writers ?? `OR('${mspId}.admin', '${mspId}.client')`,
    Admins: policies.Admins ?? `OR('${mspId}.admin')`,
    Endorsement: policies.Endorsement ?? `OR('${mspId}.peer')`,
  };
}

function anchorPeersOf({ peerHostname, domain, port }: OrganisationSettings): peer.AnchorPeers {
  const anchor = new peer.AnchorPeer();
  anchor.setHost(`${peerHostname}.${domain}`);
  anchor.setPort(port);
  const anchors = new peer.AnchorPeers();
  anchors.setAnchorPeersList([anchor]);
  return anchors;
}

function aclsOf(settings: Readonly<Record<string, string>>): peer.ACLs {
  const acls = new peer.ACLs();
  for (const [resource, policy] of Object.entries(settings)) {
    const reference = new peer.APIResource();
    reference.setPolicyRef(policy);
    acls.getAclsMap().set(resource, reference);
  }
  return acls;
}
