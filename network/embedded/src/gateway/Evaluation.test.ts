import { status } from '@grpc/grpc-js';
import type { Contract, Network } from '@hyperledger/fabric-gateway';
import { gateway } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { communityGateway } from '../../test/gateway/communityGateway.js';
import { failureOf } from '../../test/gateway/failureOf.js';
import { failed } from '../../test/gateway/ScriptedPeer.js';
import { testBlock } from '../../test/gateway/testBlock.js';
import type { TestGateway } from '../../test/gateway/TestGateway.js';
import { EndorserError } from '../endorser/EndorserError.js';

describe('Evaluation', () => {
  const community = communityGateway();
  let network: TestGateway;
  let contract: Contract;
  let channel: Network;

  beforeEach(async () => {
    network = await community.start();
    channel = network.connect('TradersMSP').getNetwork('mychannel');
    contract = channel.getContract('acequia');
  });

  afterEach(() => community.stop());

  it('asks the own peer first, whatever its height', async () => {
    network.peer('SH1MSP').commit(testBlock(0, []).block);
    expect(Buffer.from(await contract.evaluateTransaction('get')).toString()).to.equal('result');
    expect(network.local.asked).to.equal(1);
  });

  it('goes on to the highest other peer when the own one fails', async () => {
    network.local.script = () => Promise.resolve(failed(500, 'could not launch chaincode'));
    network.peer('SH2MSP').commit(testBlock(0, []).block);
    await contract.evaluateTransaction('get');
    expect([...network.peers.values()].map(({ asked }) => asked)).to.deep.equal([1, 0, 1, 0]);
  });

  it('goes no further when the chaincode refuses', async () => {
    network.local.script = () => Promise.resolve(failed(500, 'NOT_FOUND: no', 'x'));
    expect(await failureOf(contract.evaluateTransaction('get'))).to.deep.equal({
      code: status.UNKNOWN,
      text: 'evaluate call to endorser returned error: chaincode response 500, NOT_FOUND: no',
      details: ['CommunityMSP peer.CommunityMSP:7051: chaincode response 500, NOT_FOUND: no'],
    });
    network.local.script = () => Promise.reject(new EndorserError('access denied'));
    expect(await failureOf(contract.evaluateTransaction('get'))).to.deep.equal({
      code: status.FAILED_PRECONDITION,
      text: 'evaluate call to endorser returned error: access denied',
      details: ['CommunityMSP peer.CommunityMSP:7051: access denied'],
    });
  });

  it('survives a refusal of any length, and tells its beginning', async () => {
    for (const character of ['é', 'x', ' ', '\u{1F600}', '\ud800']) {
      network.local.script = () => Promise.resolve(failed(500, character.repeat(3_000_000), 'x'));
      const { code, text, details } = await failureOf(contract.evaluateTransaction('get'));
      expect(code).to.equal(status.UNKNOWN);
      expect(text.length).to.be.within(2_000, 25_000);
      expect(details).to.have.lengthOf(1);
    }
  });

  it('tells what each said when all fail', async () => {
    for (const other of network.peers.values()) other.script = () => Promise.resolve(failed(500, 'down'));
    const failure = await failureOf(contract.evaluateTransaction('get'));
    expect(failure.code).to.equal(status.ABORTED);
    expect(failure.text).to.equal('failed to evaluate transaction, see attached details for more info');
    expect(failure.details).to.have.lengthOf(4);
  });

  it('sends transient data to the own organisation only, unless others are named', async () => {
    network.local.script = () => Promise.resolve(failed(500, 'down'));
    const failure = await failureOf(contract.evaluate('get', { transientData: { secret: 'x' } }));
    expect(failure.details).to.deep.equal(['CommunityMSP peer.CommunityMSP:7051: down']);
    const named = { transientData: { secret: 'x' }, endorsingOrganizations: ['SH3MSP'] };
    await contract.evaluate('get', named);
    expect([...network.peers.values()].map(({ asked }) => asked)).to.deep.equal([1, 0, 0, 1]);
  });

  it('refuses what cannot be evaluated', async () => {
    expect(await failureOf(channel.getContract('absent').evaluateTransaction('get'))).to.deep.equal({
      code: status.FAILED_PRECONDITION,
      text: 'no peers available to evaluate chaincode absent in channel mychannel',
      details: [],
    });
    const transient = { transientData: { secret: 'x' } };
    expect((await failureOf(channel.getContract('absent').evaluate('get', transient))).text).to.equal(
      "no endorsers found in the gateway's organization; retry specifying target organization(s) to protect transient " +
        'data: no peers available to evaluate chaincode absent in channel mychannel',
    );
    const elsewhere = network.connect('SH1MSP').getNetwork('elsewhere').getContract('acequia');
    expect(await failureOf(elsewhere.evaluateTransaction('get'))).to.deep.equal({
      code: status.UNAVAILABLE,
      text: 'failed to get config for channel [elsewhere]: could not get last config for channel elsewhere',
      details: [],
    });
    const none = await network.call('evaluate', new gateway.EvaluateRequest());
    expect(none.details).to.equal('failed to unpack transaction proposal: a signed proposal is required');
    expect(none.code).to.equal(status.INVALID_ARGUMENT);
  });
});
