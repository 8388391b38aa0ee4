import {
  applicationPolicies,
  bytesOf,
  ordererOrganisationPolicies,
  ordererPolicies,
  organisationPolicies,
  traderPolicies,
  endpointOf,
  organisationOf,
  type NetworkPaths,
  type NetworkPlan,
  type OrdererPlan,
  type OrganisationPlan,
  type TradersPlan,
} from '@acequia/network/common';
import { join } from 'node:path';

/** The profile's name in the configuration. */
const profile = 'Channel';

/** What configtxgen reads as configtx.yaml to make the channel's first block. */
export function channelConfig(plan: NetworkPlan, paths: NetworkPaths): object {
  return {
    Profiles: {
      [profile]: {
        Capabilities: { V3_0: true },
        Policies: {
          Readers: { Type: 'ImplicitMeta', Rule: 'ANY Readers' },
          Writers: { Type: 'ImplicitMeta', Rule: 'ANY Writers' },
          Admins: { Type: 'ImplicitMeta', Rule: 'MAJORITY Admins' },
        },
        Orderer: ordererGroup(plan, paths),
        Application: {
          Capabilities: { V2_5: true },
          // Whoever may read the channel may ask the chaincode; what is submitted is checked by the orderers (Writers).
          ACLs: { 'peer/Propose': '/Channel/Application/Readers' },
          Policies: applicationPolicies(plan),
          Organizations: [
            ...plan.organisations.map((organisation) => memberOrganisation(plan, paths, organisation)),
            ...(plan.traders === undefined ? [] : [tradersOrganisation(paths, plan.traders)]),
          ],
        },
      },
    },
  };
}

function memberOrganisation(plan: NetworkPlan, paths: NetworkPaths, organisation: OrganisationPlan): object {
  return {
    Name: organisation.mspId,
    ID: organisation.mspId,
    MSPDir: paths.organisationMsp(organisation.domain),
    Policies: organisationPolicies(organisation, plan.topology.public.clientsSubmit),
    // Each organisation needs one: peers do not pass on what they know of third organisations.
    AnchorPeers: [{ Host: organisation.peer.host, Port: organisation.peer.port }],
  };
}

function tradersOrganisation(paths: NetworkPaths, traders: TradersPlan): object {
  return {
    Name: traders.mspId,
    ID: traders.mspId,
    MSPDir: paths.organisationMsp(traders.domain),
    Policies: traderPolicies(traders),
  };
}

function ordererGroup(plan: NetworkPlan, paths: NetworkPaths): object {
  const { batch } = plan.topology;
  return {
    OrdererType: plan.ordering === 'bft' ? 'BFT' : 'etcdraft',
    BatchTimeout: batch.timeout,
    BatchSize: {
      MaxMessageCount: batch.maxMessages,
      AbsoluteMaxBytes: batch.absoluteMaxBytes,
      PreferredMaxBytes: batch.preferredMaxBytes,
    },
    Capabilities: { V2_0: true },
    Policies: ordererPolicies(plan),
    Organizations: plan.orderers.map((orderer) => ordererOrganisation(plan, paths, orderer)),
    ...(plan.ordering === 'bft' ? bftSection(plan, paths) : raftSection(plan, paths)),
  };
}

function ordererOrganisation(plan: NetworkPlan, paths: NetworkPaths, orderer: OrdererPlan): object {
  const organisation = organisationOf(plan, orderer.mspId);
  return {
    Name: organisation.mspId,
    ID: organisation.mspId,
    MSPDir: paths.organisationMsp(organisation.domain),
    Policies: ordererOrganisationPolicies(organisation.mspId),
    OrdererEndpoints: [endpointOf(orderer)],
  };
}

function bftSection(plan: NetworkPlan, paths: NetworkPaths): object {
  const { batch, bft } = plan.topology;
  return {
    ConsenterMapping: plan.orderers.map((orderer) => ({
      ID: orderer.id,
      Host: orderer.host,
      Port: orderer.port,
      MSPID: orderer.mspId,
      Identity: paths.ordererSignCert(organisationOf(plan, orderer.mspId).domain),
      ...tlsCertificates(plan, paths, orderer, 'ClientTLSCert', 'ServerTLSCert'),
    })),
    SmartBFT: {
      RequestBatchMaxCount: batch.maxMessages,
      RequestBatchMaxBytes: bytesOf(batch.preferredMaxBytes),
      // BFT ignores BatchTimeout.
      RequestBatchMaxInterval: batch.timeout,
      RequestForwardTimeout: bft.requestForwardTimeout,
      RequestComplainTimeout: bft.requestComplainTimeout,
      RequestAutoRemoveTimeout: '3m0s',
      RequestPoolSize: bft.requestPoolSize,
      ViewChangeTimeout: bft.viewChangeTimeout,
      ViewChangeResendInterval: bft.viewChangeTimeout,
      LeaderHeartbeatTimeout: bft.leaderHeartbeatTimeout,
      LeaderHeartbeatCount: 10,
      CollectTimeout: '1s',
      IncomingMessageBufferSize: 200,
      // A restarted orderer that is behind notices from the leader's heartbeats; asking first costs 5 s at every start.
      SyncOnStart: false,
      SpeedUpViewChange: false,
    },
  };
}

function raftSection(plan: NetworkPlan, paths: NetworkPaths): object {
  return {
    EtcdRaft: {
      Consenters: plan.orderers.map((orderer) => ({
        Host: orderer.host,
        Port: orderer.port,
        ...tlsCertificates(plan, paths, orderer, 'ClientTLSCert', 'ServerTLSCert'),
      })),
      // A second to elect a leader is long on one machine, and a lone orderer waits for it at every start.
      Options: { TickInterval: '100ms', ElectionTick: 10, HeartbeatTick: 1, MaxInflightBlocks: 5 },
    },
  };
}

function tlsCertificates(
  plan: NetworkPlan,
  paths: NetworkPaths,
  orderer: OrdererPlan,
  ...fields: string[]
): Record<string, string> {
  const { domain } = organisationOf(plan, orderer.mspId);
  const certificate = join(paths.ordererCrypto(domain), 'tls', 'server.crt');
  return Object.fromEntries(fields.map((field) => [field, certificate]));
}
