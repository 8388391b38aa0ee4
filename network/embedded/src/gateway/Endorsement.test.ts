import { status } from '@grpc/grpc-js';
import type { Contract, Network } from '@hyperledger/fabric-gateway';
import { common, gateway, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { communityGateway, HOMES } from '../../test/gateway/communityGateway.js';
import { failureOf } from '../../test/gateway/failureOf.js';
import { interestOf } from '../../test/gateway/interestOf.js';
import { endorsed, failed, type ScriptedPeer } from '../../test/gateway/ScriptedPeer.js';
import type { TestGateway } from '../../test/gateway/TestGateway.js';
import { EndorserError } from '../endorser/EndorserError.js';

const MISMATCH = 'ProposalResponsePayloads do not match';
const NOT_ENOUGH = 'failed to collect enough transaction endorsements, see attached details for more info';

describe('Endorsement', () => {
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

  it('collects the endorsements of the community and one home, and leaves transient data out', async () => {
    const transaction = await contract.newProposal('sell', { arguments: ['1'] }).endorse();
    expect(Buffer.from(transaction.getResult()).toString()).to.equal('result');
    const endorsements = endorsementsOf(transaction.getBytes());
    expect(endorsements).to.have.lengthOf(2);
    expect(endorsements[0]).to.deep.equal(Buffer.from(network.local.identity.serialized));
    const homes = HOMES.map((mspId) => Buffer.from(network.peer(mspId).identity.serialized));
    expect(homes).to.deep.include(endorsements[1]);
  });

  it('asks all homes in turn, not one alone', async () => {
    for (let count = 0; count < 60; count += 1) await contract.newProposal('sell').endorse();
    expect(network.local.asked).to.equal(60);
    for (const mspId of HOMES) expect(network.peer(mspId).asked).to.be.greaterThan(3);
  });

  it('sends transient data to members of the collection only', async () => {
    const interest = interestOf({ name: 'acequia', collections: ['home1'], noPrivateReads: true });
    network.local.script = () => Promise.resolve(endorsed(network.local.identity, 'result', interest));
    for (let count = 0; count < 20; count += 1) {
      await contract.newProposal('write', { transientData: { secret: 'x' } }).endorse();
    }
    expect(HOMES.map((mspId) => network.peer(mspId).asked)).to.deep.equal([20, 0, 0]);
  });

  it('refuses transient data that others than members must endorse', async () => {
    const interest = interestOf({ name: 'foreign', collections: ['home1'], noPrivateReads: true });
    network.local.script = () => Promise.resolve(endorsed(network.local.identity, 'result', interest));
    const proposal = channel.getContract('foreign').newProposal('write', { transientData: { secret: 'x' } });
    expect(await failureOf(proposal.endorse())).to.deep.equal({
      code: status.FAILED_PRECONDITION,
      text:
        'requires endorsement from organisation(s) that are not in the distribution policy of the private data ' +
        'collection(s): [home1]; retry specifying trusted endorsing organizations to protect transient data',
      details: [],
    });
    expect(network.peer('SH3MSP').asked).to.equal(0);
  });

  it('goes on to another home when one fails', async () => {
    for (const mspId of ['SH1MSP', 'SH2MSP']) {
      network.peer(mspId).script = () => Promise.resolve(failed(500, 'error in simulation'));
    }
    const transaction = await contract.newProposal('sell').endorse();
    expect(endorsementsOf(transaction.getBytes())[1]).to.deep.equal(
      Buffer.from(network.peer('SH3MSP').identity.serialized),
    );
  });

  it('tells what each peer said when none is left', async () => {
    network.peer('SH1MSP').script = () => Promise.resolve(failed(500, 'error in simulation'));
    network.peer('SH2MSP').script = () => Promise.reject(new EndorserError('access denied'));
    const sh3 = network.peer('SH3MSP');
    sh3.script = () => Promise.resolve(endorsed(sh3.identity, 'another result'));
    const failure = await failureOf(contract.newProposal('sell').endorse());
    expect({ ...failure, details: [...failure.details].sort() }).to.deep.equal({
      code: status.ABORTED,
      text: NOT_ENOUGH,
      details: [
        'SH1MSP peer.SH1MSP:7051: error in simulation',
        'SH2MSP peer.SH2MSP:7051: rpc error: code = Unknown desc = access denied',
        `SH3MSP peer.SH3MSP:7051: ${MISMATCH}`,
      ],
    });
  });

  it('gives up on a peer that hangs', async () => {
    const proposal = contract.newProposal('sell', { endorsingOrganizations: ['CommunityMSP', 'SH2MSP'] });
    network.peer('SH2MSP').script = () => new Promise(() => undefined);
    expect((await failureOf(proposal.endorse())).details).to.deep.equal([
      'SH2MSP peer.SH2MSP:7051: rpc error: code = DeadlineExceeded desc = context deadline exceeded',
    ]);
  });

  it('passes the refusal of the first endorser on', async () => {
    const refuse = async (script: ScriptedPeer['script']): Promise<unknown> => {
      network.local.script = script;
      return failureOf(contract.newProposal('sell').endorse());
    };
    const failure = (message: string): object => ({
      code: status.ABORTED,
      text: 'failed to endorse transaction, see attached details for more info',
      details: [`CommunityMSP peer.CommunityMSP:7051: ${message}`],
    });
    expect(await refuse(() => Promise.resolve(failed(500, 'NOT_ALLOWED: no', 'x')))).to.deep.equal(
      failure('chaincode response 500, NOT_ALLOWED: no'),
    );
    expect(await refuse(() => Promise.resolve(failed(404, 'gone')))).to.deep.equal(
      failure('chaincode response 404, gone'),
    );
    expect(await refuse(() => Promise.reject(new EndorserError('access denied')))).to.deep.equal(
      failure('access denied'),
    );
  });

  it('asks exactly the organisations that the client names', async () => {
    const endorsingOrganizations = ['SH1MSP', 'SH3MSP'];
    const transaction = await contract.newProposal('sell', { endorsingOrganizations }).endorse();
    expect(endorsementsOf(transaction.getBytes())).to.have.lengthOf(2);
    expect([...network.peers.values()].map(({ asked }) => asked)).to.deep.equal([0, 1, 0, 1]);
    const unknown = { endorsingOrganizations: ['NoMSP', 'SH1MSP', 'TradersMSP'] };
    expect(await failureOf(contract.newProposal('sell', unknown).endorse())).to.deep.equal({
      code: status.UNAVAILABLE,
      text: 'failed to find any endorsing peers for org(s): NoMSP, TradersMSP',
      details: [],
    });
  });

  it('adds no endorsement of its own organisation where the policy does not name it', async () => {
    const transaction = await channel.getContract('homes').newProposal('sell').endorse();
    const expected = ['SH2MSP', 'SH3MSP'].map((mspId) =>
      Buffer.from(network.peer(mspId).identity.serialized),
    );
    expect(endorsementsOf(transaction.getBytes())).to.have.deep.members(expected);
  });

  it('refuses unknown chaincodes and channels', async () => {
    const unknown = (chaincode: string, name: string): object => ({
      code: status.FAILED_PRECONDITION,
      text:
        'no combination of peers can be derived which satisfy the endorsement policy: ' +
        `No metadata was found for chaincode ${chaincode} in channel ${name}`,
      details: [],
    });
    expect(await failureOf(channel.getContract('absent').newProposal('x').endorse())).to.deep.equal(
      unknown('absent', 'mychannel'),
    );
    const elsewhere = network.connect('SH1MSP').getNetwork('elsewhere').getContract('acequia');
    expect(await failureOf(elsewhere.newProposal('x').endorse())).to.deep.equal(
      unknown('acequia', 'elsewhere'),
    );
    const secret = elsewhere.newProposal('x', { transientData: { secret: 'x' } });
    expect((await failureOf(secret.endorse())).text).to.equal(
      "no endorsers found in the gateway's organization; retry specifying endorsing organization(s) to protect transient data",
    );
  });

  it('refuses proposals that are none', async () => {
    const text = async (bytes: string | Uint8Array): Promise<string> => {
      const signed = new peer.SignedProposal();
      signed.setProposalBytes(bytes);
      const request = new gateway.EndorseRequest();
      request.setProposedTransaction(signed);
      const error = await network.call('endorse', request);
      expect(error.code).to.equal(status.INVALID_ARGUMENT);
      return error.details;
    };
    const cause = 'proto: cannot parse invalid wire-format data';
    expect(await text('')).to.equal('the proposed transaction must contain a signed proposal');
    expect(await text(Buffer.from('junk'))).to.equal(`error unmarshalling Proposal: ${cause}`);
    const proposal = new peer.Proposal();
    proposal.setHeader(Buffer.from('junk'));
    expect(await text(proposal.serializeBinary())).to.equal(`error unmarshalling Header: ${cause}`);
  });
});

function endorsementsOf(preparedBytes: Uint8Array): Buffer[] {
  const prepared = gateway.PreparedTransaction.deserializeBinary(preparedBytes);
  const payload = common.Payload.deserializeBinary(
    prepared.getEnvelope()?.getPayload_asU8() ?? new Uint8Array(),
  );
  const [action] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  const content = peer.ChaincodeActionPayload.deserializeBinary(
    action?.getPayload_asU8() ?? new Uint8Array(),
  );
  const input = peer.ChaincodeProposalPayload.deserializeBinary(content.getChaincodeProposalPayload_asU8());
  expect(input.getTransientmapMap().getLength()).to.equal(0);
  const endorsements = content.getAction()?.getEndorsementsList() ?? [];
  return endorsements.map((endorsement) => Buffer.from(endorsement.getEndorser_asU8()));
}
