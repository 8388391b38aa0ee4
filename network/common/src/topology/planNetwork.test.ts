import { expect } from 'chai';
import { planNetwork } from './planNetwork.js';
import { topologySchema } from './topologySchema.js';

describe('planNetwork', () => {
  it('gives the community, each home and the public a peer, and every listener a port of its own', async () => {
    const plan = await planNetwork('town', topologySchema.parse({ homes: 4 }), '/chaincode');
    expect(plan.organisations.map(({ mspId }) => mspId)).to.deep.equal([
      ...['CommunityMSP', 'SH1MSP', 'SH2MSP', 'SH3MSP', 'SH4MSP', 'PublicMSP'],
    ]);
    expect(plan.organisations[1]).to.include({ kind: 'home', homeId: 'SH1', domain: 'sh1.acequia.test' });
    const ports = [
      ...plan.organisations.flatMap(({ peer }) => [peer.port, peer.operationsPort]),
      ...plan.orderers.flatMap(({ port, adminPort, operationsPort }) => [port, adminPort, operationsPort]),
      ...plan.chaincodeServers.map(({ port }) => port),
    ];
    expect(ports).to.have.lengthOf(12 + 12 + 2);
    expect(new Set(ports).size).to.equal(ports.length);
  });

  it('shares a chaincode server between all but the community, or gives each its own', async () => {
    const shared = await planNetwork('town', topologySchema.parse({ homes: 1 }), '/chaincode');
    expect(shared.chaincodeServers.map(({ name, mspIds }) => [name, ...mspIds])).to.deep.equal([
      ['chaincode-community', 'CommunityMSP'],
      ['chaincode-homes', 'SH1MSP', 'PublicMSP'],
    ]);
    const topology = topologySchema.parse({ homes: 1, chaincode: { servers: 'each' } });
    const each = await planNetwork('town', topology, '/chaincode');
    expect(each.chaincodeServers.map(({ name }) => name)).to.deep.equal([
      ...['chaincode-community', 'chaincode-sh1', 'chaincode-public'],
    ]);
  });

  it('puts an organisation on the host that the topology gives it, from the preferred port on', async () => {
    const topology = topologySchema.parse({
      homes: 3,
      hosts: { SH2MSP: 'localhost' },
      ports: { from: 24_500 },
    });
    const plan = await planNetwork('town', topology, '/chaincode');
    expect(plan.organisations[2]?.peer.host).to.equal('localhost');
    expect(plan.orderers[2]).to.include({ name: 'orderer-sh2', mspId: 'SH2MSP', host: 'localhost', id: 3 });
    expect(plan.organisations[0]?.peer.port).to.be.within(24_500, 24_600);
  });
});
