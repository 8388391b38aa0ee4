import { expect } from 'chai';
import { common, peer } from '@hyperledger/fabric-protos';
import { SystemChaincodeSuite } from '../../test/endorser/SystemChaincodeSuite.js';

describe('ConfigurationSystemChaincode', () => {
  const suite = new SystemChaincodeSuite('cscc');

  it('names the channel to members of the peer’s organisation', () => {
    const payload = suite.payload(['GetChannels'], { channel: '' });
    expect(peer.ChannelQueryResponse.deserializeBinary(payload).toObject()).to.deep.equal({
      channelsList: [{ channelId: 'mychannel' }],
    });
    expect(suite.refusal(['GetChannels'], { mspId: 'Org2MSP' })).to.deep.equal([
      500,
      'access denied for [GetChannels]: Failed deserializing proposal creator during channelless check policy with policy [Members]: [expected MSP ID Org1MSP, received Org2MSP]',
    ]);
    expect(suite.refusal(['GetChannels'], { role: 'guest' })).to.deep.equal([
      500,
      "access denied for [GetChannels]: Failed verifying that proposal's creator satisfies local MSP principal during channelless check policy with policy [Members]: [The identity is not valid under this MSP [Org1MSP]]",
    ]);
  });

  it('gives the configuration, as a block and as it is', () => {
    suite.network.commit({ txIds: ['tx1'] });
    const block = common.Block.deserializeBinary(suite.payload(['GetConfigBlock', 'mychannel']));
    expect(block.serializeBinary()).to.deep.equal(suite.network.ledger.block(0)?.serializeBinary());
    expect(suite.payload(['GetChannelConfig', 'mychannel'])).to.deep.equal(
      suite.network.bundle.config.serializeBinary(),
    );
  });

  it('refuses other channels', () => {
    expect(suite.refusal(['GetConfigBlock', 'other'])).to.deep.equal([
      500,
      'access denied for [GetConfigBlock][other]: Failed to get policy manager for channel [other]',
    ]);
    expect(suite.refusal(['GetConfigBlock', ''])).to.deep.equal([
      500,
      'access denied for [GetConfigBlock][]: Failed getting local MSP principal during channelless check policy with policy [/Channel/Application/Readers]: [MSP Principal role [/Channel/Application/Readers] not recognized]',
    ]);
    expect(suite.refusal(['GetChannelConfig', ''])).to.deep.equal([500, 'empty channel name provided']);
  });

  it('joins no channel', () => {
    const refused =
      'is refused: the embedded network takes its channel and chaincode definitions from its settings, not from transactions';
    for (const fname of ['JoinChain', 'JoinChainBySnapshot']) {
      expect(suite.refusal([fname, 'block'], { role: 'admin' })).to.deep.equal([500, `${fname} ${refused}`]);
      expect(suite.refusal([fname, 'block'])).to.deep.equal([
        500,
        `access denied for [${fname}]: Failed verifying that proposal's creator satisfies local MSP principal during channelless check policy with policy [Admins]: ` +
          '[The identity is not an admin under this MSP [Org1MSP]: The identity does not contain OU [ADMIN], MSP: [Org1MSP]]',
      ]);
    }
    const status = suite.payload(['JoinBySnapshotStatus'], { role: 'admin' });
    expect(peer.JoinBySnapshotStatus.deserializeBinary(status).getInProgress()).to.equal(false);
  });

  it('refuses what is no command', () => {
    expect(suite.refusal([])).to.deep.equal([500, 'Incorrect number of arguments, 0']);
    expect(suite.refusal(['GetConfigBlock'])).to.deep.equal([500, 'Incorrect number of arguments, 1']);
    expect(suite.refusal(['Leave', 'mychannel'])).to.deep.equal([500, 'Requested function Leave not found.']);
    expect(suite.refusal(['GetChannels'], { invokedChaincode: 'basic' })).to.deep.equal([
      500,
      "Rejecting invoke of CSCC from another chaincode, original invocation for 'basic'",
    ]);
  });
});
