import { applicationOrganisations } from '../channel/applicationOrganisations.js';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import { signedByMember } from '../policies/signedByMember.js';
import { collectionConfig } from './collectionConfig.js';
import type { ResolvedPolicy } from './resolvePolicy.js';
import { StaticCollection } from './StaticCollection.js';

/**
 * The collections that every chaincode has, one of each organisation of the application group (Fabric:
 * core/chaincode/lifecycle, deployedcc_infoprovider.go and metadata_provider.go): whoever may call the chaincode may read
 * and write them, transactions that write them need the organisation's Endorsement policy (or, without that, a member),
 * and endorsements are planned as if any member of the organisation could give them.
 */
export function createImplicitCollections(bundle: ChannelBundle): ReadonlyMap<string, StaticCollection> {
  const organisations = applicationOrganisations(bundle.config);
  return new Map(
    [...organisations].map(([mspId, group]) => {
      const collection = implicitCollection(mspId, group, bundle);
      return [collection.name, collection];
    }),
  );
}

function implicitCollection(mspId: string, group: string, bundle: ChannelBundle): StaticCollection {
  const member = signedByMember(mspId);
  const settings = {
    name: `_implicit_org_${mspId}`,
    policy: '',
    requiredPeerCount: 0,
    maxPeerCount: 0,
    blockToLive: 0,
    memberOnlyRead: false,
    memberOnlyWrite: false,
  };
  const endorsement: ResolvedPolicy = {
    policy:
      bundle.policies.policy(`/Channel/Application/${group}/Endorsement`) ??
      bundle.policies.fromEnvelope(member),
    envelope: member,
  };
  const members = { principals: member.getIdentitiesList(), mspIds: new Set([mspId]) };
  return new StaticCollection(
    collectionConfig(settings, member, undefined),
    members,
    endorsement,
    bundle.membership,
  );
}
