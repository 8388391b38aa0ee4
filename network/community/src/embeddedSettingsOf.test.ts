import { planNetwork, topologySchema } from '@acequia/network/common';
import { expect } from 'chai';
import { embeddedSettingsOf } from './embeddedSettingsOf.js';
import { millisecondsOf } from './millisecondsOf.js';

describe('embeddedSettingsOf', () => {
  it('gives the embedded network the organisations, policies and collections of the real one', async () => {
    const plan = await planNetwork('town', topologySchema.parse({ homes: 2 }), '/chaincode', 'embedded');
    expect(plan).to.include({ kind: 'embedded', ordering: 'none' });
    expect(plan.orderers).to.deep.equal([]);
    const settings = embeddedSettingsOf(plan, 120);
    expect(settings.organisations.map(({ mspId, domain, port }) => ({ mspId, domain, port }))).to.deep.equal(
      plan.organisations.map(({ mspId, domain, peer }) => ({ mspId, domain, port: peer.port })),
    );
    expect(settings.organisations.at(-1)?.policies).to.include({
      Readers: "OR('PublicMSP.admin', 'PublicMSP.peer', 'PublicMSP.client')",
      Writers: "OR('PublicMSP.admin', 'PublicMSP.client')",
    });
    expect(settings.peerless).to.deep.equal([
      {
        mspId: 'TradersMSP',
        domain: 'traders.acequia.test',
        policies: {
          Readers: "OR('TradersMSP.client')",
          Writers: "OR('TradersMSP.client')",
          Admins: "OR('TradersMSP.admin')",
          Endorsement: "OR('TradersMSP.peer')",
        },
      },
    ]);
    expect(settings.policies.CommunityAndHome).to.equal(
      "AND('CommunityMSP.peer', OR('SH1MSP.peer', 'SH2MSP.peer'))",
    );
    expect(settings.policies.Readers).to.equal('ANY Readers');
    expect(settings.acls).to.deep.equal({ 'peer/Propose': '/Channel/Application/Readers' });
    expect(settings.chaincodes).to.have.lengthOf(1);
    expect(settings.chaincodes[0]).to.include({
      name: 'acequia',
      policy: '/Channel/Application/CommunityAndHome',
    });
    expect(
      settings.chaincodes[0]?.collections.map(({ name, policy, memberOnlyRead, memberOnlyWrite }) => [
        name,
        policy,
        memberOnlyRead,
        memberOnlyWrite,
      ]),
    ).to.deep.equal([
      ['SH1Collection', "OR('CommunityMSP.member', 'SH1MSP.member')", true, true],
      ['SH2Collection', "OR('CommunityMSP.member', 'SH2MSP.member')", true, true],
    ]);
    expect(settings.batch).to.deep.equal({
      timeoutMs: 200,
      maxMessages: 100,
      absoluteMaxBytes: 10 * 1024 * 1024,
      preferredMaxBytes: 2 * 1024 * 1024,
    });
    expect(settings.commitDelay.maxMs).to.equal(120);
  });

  it('reads durations as topologies write them', () => {
    expect(['50ms', '5s', '2m'].map(millisecondsOf)).to.deep.equal([50, 5000, 120_000]);
  });
});
