import { NetworkPaths } from '@acequia/network/common';
import { expect } from 'chai';
import { parse } from 'yaml';
import { samplePlan } from '../../test/samplePlan.js';
import { ordererConfig } from './ordererConfig.js';
import { peerConfig } from './peerConfig.js';

const paths = new NetworkPaths('/net');

describe('peerConfig', () => {
  it('keeps the sample and sets our keys in it, lists too', async () => {
    const plan = await samplePlan(1);
    const [, home] = plan.organisations;
    if (home === undefined) throw new Error('no home');
    const sample =
      'peer:\n  id: jdoe\n  keepalive: { interval: 7200s }\n  tls: { enabled: false }\nchaincode:\n  keepalive: 0\n';
    const config = parse(peerConfig(sample, plan, paths, home)) as {
      peer: Record<string, unknown> & { tls: { enabled: boolean; cert: { file: string } } };
      chaincode: { keepalive: number; externalBuilders: { name: string; path: string }[] };
      operations: { listenAddress: string };
    };
    expect(config.peer).to.deep.include({
      id: 'peer.sh1.acequia.test',
      localMspId: 'SH1MSP',
      address: `127.0.0.1:${home.peer.port}`,
      keepalive: { interval: '7200s' },
      fileSystemPath: '/net/nodes/peer-sh1/data',
    });
    expect(config.peer.tls.enabled).to.equal(true);
    expect(config.peer.tls.cert.file).to.match(/peers\/peer\.sh1\.acequia\.test\/tls\/server\.crt$/);
    // fabric-shim ends when a peer sends it keepalive messages.
    expect(config.chaincode.keepalive).to.equal(0);
    expect(config.chaincode.externalBuilders).to.have.lengthOf(1);
    expect(config.operations.listenAddress).to.match(/^127\.0\.0\.1:\d+$/);
  });
});

describe('ordererConfig', () => {
  it('asks for client certificates on the admin endpoint and names the consensus', async () => {
    const plan = await samplePlan(3);
    const [first] = plan.orderers;
    if (first === undefined) throw new Error('no orderer');
    const config = parse(ordererConfig('General:\n  MaxRecvMsgSize: 1\n', plan, paths, first)) as {
      General: Record<string, unknown>;
      Admin: { TLS: Record<string, unknown> };
      Consensus: Record<string, unknown>;
    };
    expect(config.General).to.include({
      MaxRecvMsgSize: 1,
      LocalMSPID: 'CommunityMSP',
      BootstrapMethod: 'none',
    });
    expect(config.Admin.TLS).to.include({ Enabled: true, ClientAuthRequired: true });
    expect(config.Consensus).to.include({ Type: 'BFT', WALDir: '/net/nodes/orderer-community/data/wal' });
  });
});
