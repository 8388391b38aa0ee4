import { collectionsConfig, NetworkPaths } from '@acequia/network/common';
import { expect } from 'chai';
import { samplePlan } from '../../test/samplePlan.js';
import { channelConfig } from './channelConfig.js';

interface Group {
  Policies: Record<string, { Type: string; Rule: string }>;
  Organizations: { Name: string; Policies: Record<string, { Rule: string }>; AnchorPeers?: object[] }[];
}
interface Profile {
  Application: Group & { ACLs: Record<string, string> };
  Orderer: Group & {
    OrdererType: string;
    ConsenterMapping?: { ID: number; MSPID: string; Identity: string }[];
    SmartBFT?: Record<string, unknown>;
    EtcdRaft?: { Consenters: object[] };
  };
}

const paths = new NetworkPaths('/net');

async function profileOf(homes: number, overrides: object = {}): Promise<Profile> {
  const config = channelConfig(await samplePlan(homes, overrides), paths) as {
    Profiles: { Channel: Profile };
  };
  return config.Profiles.Channel;
}

describe('channelConfig', () => {
  it('asks for the community and a home to endorse, by their peers', async () => {
    const { Application } = await profileOf(3);
    expect(Application.Policies.CommunityAndHome).to.deep.equal({
      Type: 'Signature',
      Rule: "AND('CommunityMSP.peer', OR('SH1MSP.peer', 'SH2MSP.peer', 'SH3MSP.peer'))",
    });
  });

  it('gives admins and lifecycle to a majority of the community and the homes, the public aside', async () => {
    const { Application } = await profileOf(3);
    const parties = (role: string): string =>
      ['CommunityMSP', 'SH1MSP', 'SH2MSP', 'SH3MSP'].map((mspId) => `'${mspId}.${role}'`).join(', ');
    expect(Application.Policies.Admins?.Rule).to.equal(`OutOf(3, ${parties('admin')})`);
    expect(Application.Policies.LifecycleEndorsement?.Rule).to.equal(`OutOf(3, ${parties('peer')})`);
    const one = await profileOf(1);
    expect(one.Application.Policies.Admins?.Rule).to.equal("OutOf(2, 'CommunityMSP.admin', 'SH1MSP.admin')");
  });

  it('lets the public read and ask, and write where the topology does not take that away', async () => {
    const { Application } = await profileOf(1, { public: { clientsSubmit: false } });
    const writers = Application.Organizations.find(({ Name }) => Name === 'PublicMSP')?.Policies.Writers;
    expect(writers?.Rule).to.equal("OR('PublicMSP.admin')");
    expect(Application.ACLs).to.deep.equal({ 'peer/Propose': '/Channel/Application/Readers' });
    const open = await profileOf(1);
    const opened = open.Application.Organizations.find(({ Name }) => Name === 'PublicMSP')?.Policies.Writers;
    expect(opened?.Rule).to.equal("OR('PublicMSP.admin', 'PublicMSP.client')");
  });

  it('lets pseudonyms read and write as clients, without a peer and without a say', async () => {
    const { Application } = await profileOf(1);
    const traders = Application.Organizations.find(({ Name }) => Name === 'TradersMSP');
    expect(traders?.AnchorPeers).to.equal(undefined);
    expect([traders?.Policies.Readers?.Rule, traders?.Policies.Writers?.Rule]).to.deep.equal([
      "OR('TradersMSP.client')",
      "OR('TradersMSP.client')",
    ]);
    for (const { Rule } of Object.values(Application.Policies)) expect(Rule).to.not.include('Traders');
  });

  it('makes four consenters of four owners for BFT, with the tested timeouts', async () => {
    const { Orderer } = await profileOf(3);
    expect(Orderer.OrdererType).to.equal('BFT');
    expect(Orderer.ConsenterMapping?.map(({ ID, MSPID }) => [ID, MSPID])).to.deep.equal([
      [1, 'CommunityMSP'],
      [2, 'SH1MSP'],
      [3, 'SH2MSP'],
      [4, 'SH3MSP'],
    ]);
    expect(Orderer.ConsenterMapping?.[1]?.Identity).to.equal(
      '/net/crypto/ordererOrganizations/sh1.acequia.test/orderers/orderer.sh1.acequia.test/msp/signcerts/orderer.sh1.acequia.test-cert.pem',
    );
    expect(Orderer.SmartBFT).to.include({
      RequestBatchMaxInterval: '200ms',
      RequestBatchMaxBytes: 2 * 1024 * 1024,
      LeaderHeartbeatTimeout: '5s',
      RequestForwardTimeout: '1s',
      RequestComplainTimeout: '3s',
      ViewChangeTimeout: '5s',
    });
  });

  it('makes one Raft consenter, whose signature alone validates blocks', async () => {
    const { Orderer } = await profileOf(1);
    expect(Orderer.OrdererType).to.equal('etcdraft');
    expect(Orderer.EtcdRaft?.Consenters).to.have.lengthOf(1);
    expect(Orderer.Policies.BlockValidation?.Rule).to.equal("OR('CommunityMSP.orderer')");
  });
});

describe('collectionsConfig', () => {
  it('gives each home one collection, shared with the community only', async () => {
    expect(collectionsConfig(await samplePlan(2))).to.deep.equal(
      ['SH1', 'SH2'].map((home) => ({
        name: `${home}Collection`,
        policy: `OR('CommunityMSP.member', '${home}MSP.member')`,
        requiredPeerCount: 0,
        maxPeerCount: 1,
        blockToLive: 0,
        memberOnlyRead: true,
        memberOnlyWrite: true,
      })),
    );
  });
});
