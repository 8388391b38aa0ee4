import {
  applicationPolicies,
  bytesOf,
  collectionsConfig,
  endpointOf,
  organisationPolicies,
  traderPolicies,
  userCount,
  type NetworkPlan,
} from '@acequia/network/common';
import { embeddedSettingsSchema, type EmbeddedSettings } from '@acequia/network/embedded';
import { millisecondsOf } from './millisecondsOf.js';

/** Any fixed number does: runs shall be alike unless asked otherwise. */
const usualDelaySeed = 2016;

/**
 * The embedded network that stands for a plan: organisations, policies, collections and block sizes as on real Fabric.
 *
 * @param commitDelayMs how much later than the first one a peer may commit a block, at most
 * @param delaySeed fixes by how much
 */
export function embeddedSettingsOf(
  plan: NetworkPlan,
  commitDelayMs: number,
  delaySeed = usualDelaySeed,
): EmbeddedSettings {
  const { topology } = plan;
  return embeddedSettingsSchema.parse({
    channel: topology.channel,
    organisations: plan.organisations.map((organisation) => ({
      mspId: organisation.mspId,
      domain: organisation.domain,
      peerHostname: 'peer',
      host: organisation.peer.host,
      port: organisation.peer.port,
      users: userCount,
      policies: rulesOf(organisationPolicies(organisation, topology.public.clientsSubmit)),
    })),
    peerless:
      plan.traders === undefined
        ? []
        : [{ ...plan.traders, policies: rulesOf(traderPolicies(plan.traders)) }],
    chaincodes: plan.chaincodeServers.map((server) => ({
      name: topology.chaincode.name,
      version: '1',
      address: endpointOf(server),
      policy: '/Channel/Application/CommunityAndHome',
      collections: collectionsConfig(plan),
    })),
    policies: rulesOf(applicationPolicies(plan)),
    acls: { 'peer/Propose': '/Channel/Application/Readers' },
    batch: {
      timeoutMs: millisecondsOf(topology.batch.timeout),
      maxMessages: topology.batch.maxMessages,
      absoluteMaxBytes: bytesOf(topology.batch.absoluteMaxBytes),
      preferredMaxBytes: bytesOf(topology.batch.preferredMaxBytes),
    },
    commitDelay: { seed: delaySeed, maxMs: commitDelayMs },
  });
}

function rulesOf(policies: Readonly<Record<string, { readonly Rule: string }>>): Record<string, string> {
  return Object.fromEntries(Object.entries(policies).map(([name, { Rule }]) => [name, Rule]));
}
