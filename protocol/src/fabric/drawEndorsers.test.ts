import { expect } from 'chai';
import { expectCode } from '../../test/fabric/expectCode.js';
import { ScriptedGateway } from '../../test/fabric/ScriptedGateway.js';
import { sha256Hex } from '../crypto/hash.js';
import { connect } from './connect.js';
import { drawEndorsers } from './drawEndorsers.js';
import type { FabricClient } from './FabricClient.js';

describe('drawEndorsers', () => {
  const homes = ['SH1MSP', 'SH2MSP', 'SH3MSP', 'SH4MSP'];

  it('names the community and, by the transaction alone, a home', () => {
    const id = sha256Hex('one');
    const [community, home = ''] = drawEndorsers(id, 'CommunityMSP', homes);
    expect(community).to.equal('CommunityMSP');
    expect(homes).to.include(home);
    expect(drawEndorsers(id, 'CommunityMSP', homes)).to.deep.equal([community, home]);
  });

  it('draws every home about as often', () => {
    const drawn = Array.from({ length: 4000 }, (_, i) => drawEndorsers(sha256Hex(String(i)), 'C', homes)[1]);
    for (const home of homes) {
      expect(drawn.filter((each) => each === home).length).to.be.within(850, 1150);
    }
  });
});

describe('a pseudonym’s client', () => {
  const peerGateway = new ScriptedGateway();
  let client: FabricClient;
  const homes = ['SH1MSP', 'SH2MSP', 'SH3MSP'];
  before(async () => {
    const connection = await peerGateway.start();
    const endorsers = { community: 'CommunityMSP', homes };
    client = await connect(connection, { journalDir: peerGateway.path('journal'), endorsers });
  });
  after(async () => {
    client.close();
    await peerGateway.stop();
  });

  it('names who is to endorse, by each transaction’s id', async () => {
    for (let i = 0; i < 4; i += 1) {
      await client.ledger.token.openAccount({ accountId: `acc-${String(i).repeat(32)}` });
    }
    expect(peerGateway.sent.endorse).to.have.length(4);
    for (const request of peerGateway.sent.endorse) {
      expect(request.getEndorsingOrganizationsList()).to.deep.equal(
        drawEndorsers(request.getTransactionId(), 'CommunityMSP', homes),
      );
    }
  });

  it('sends nothing that only some endorsers may see', async () => {
    const salt = '0'.repeat(32);
    const quotaAccount = { accountId: `acc-${salt}`, salt };
    const call = client.ledger.quota.assignAccount({ homeId: 'SH1' }, { quotaAccount });
    await expectCode(call, 'TRANSIENT_REFUSED');
  });
});
