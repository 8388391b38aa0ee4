import { join, resolve } from 'node:path';
import { ledgerConformance } from '@acequia/chaincode/testing';
import { Members } from '../harness/Members.js';
import type { Member } from '../harness/Member.js';
import { settle } from '../harness/settle.js';
import { suite } from '../harness/Suite.js';
import { suiteNetwork } from '../harness/suiteNetwork.js';
import type { TestNetwork } from '../harness/TestNetwork.js';
import { RemoteLedger } from './RemoteLedger.js';

const CHAINCODE = resolve(import.meta.dirname, '../../../conformance');

describe('what the in-memory ledger of the contracts’ tests promises, a real peer keeps', () => {
  let network: TestNetwork;
  let members: Members;
  let readers: readonly Member[];
  let member: Member;

  before(async () => {
    const { config } = suite();
    network = await suiteNetwork(
      { ...config, dir: join(config.dir, 'conformance') },
      { onProgress: () => undefined, variant: { homes: 2, chaincode: CHAINCODE } },
    );
    members = new Members(network.description, join(config.dir, 'conformance', 'journals'));
    readers = await Promise.all(
      network.description.organisations.map(({ mspId }) => members.open({ mspId, identity: 'admin' })),
    );
    const community = readers.find(({ mspId }) => mspId === 'CommunityMSP');
    if (community === undefined) throw new Error('the network has no community');
    member = community;
  });

  after(async () => {
    members.close();
    await network.stop();
  });

  ledgerConformance('a real peer', () => new RemoteLedger(member, () => settle(readers)));
});
