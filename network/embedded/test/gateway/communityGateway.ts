import { expect } from 'chai';
import { TestGateway } from './TestGateway.js';

export const HOMES = ['SH1MSP', 'SH2MSP', 'SH3MSP'];

/** The Gateway of a community with three homes, and traders without a peer; a new one for each test. */
export function communityGateway(): { start(): Promise<TestGateway>; stop(): Promise<void> } {
  let network: TestGateway | undefined;
  return {
    start: async () => {
      network = new TestGateway({
        mspIds: ['CommunityMSP', ...HOMES, 'TradersMSP'],
        peerless: ['TradersMSP'],
        of: 'CommunityMSP',
        chaincodes: [
          {
            name: 'acequia',
            policy: "AND('CommunityMSP.peer', OR('SH1MSP.peer','SH2MSP.peer','SH3MSP.peer'))",
            collections: [{ name: 'home1', policy: "OR('CommunityMSP.member','SH1MSP.member')" }],
          },
          { name: 'homes', policy: "AND('SH2MSP.peer','SH3MSP.peer')" },
          {
            name: 'foreign',
            policy: "OR('SH3MSP.peer')",
            collections: [{ name: 'home1', policy: "OR('CommunityMSP.member','SH1MSP.member')" }],
          },
        ],
        endorsementTimeoutMs: 300,
      });
      await network.start();
      return network;
    },
    stop: async () => {
      await network?.stop();
      expect(network?.reported).to.deep.equal([]);
    },
  };
}
