import { status } from '@grpc/grpc-js';
import type { ChaincodeEvent, Contract, Network } from '@hyperledger/fabric-gateway';
import { common, gateway, orderer, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { failureOf } from '../../test/gateway/failureOf.js';
import { interestOf } from '../../test/gateway/interestOf.js';
import { endorsed, failed, type ScriptedPeer } from '../../test/gateway/ScriptedPeer.js';
import { testBlock } from '../../test/gateway/testBlock.js';
import { TestGateway } from '../../test/gateway/TestGateway.js';
import { EndorserError } from '../endorser/EndorserError.js';

const HOMES = ['SH1MSP', 'SH2MSP', 'SH3MSP'];
const MISMATCH = 'ProposalResponsePayloads do not match';
const NOT_ENOUGH = 'failed to collect enough transaction endorsements, see attached details for more info';

describe('gatewayService', () => {
  let network: TestGateway;
  let contract: Contract;
  let channel: Network;

  beforeEach(async () => {
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
        { name: 'homes', policy: "AND('SH2MSP.peer','SH3MSP.peer')", collections: [] },
        {
          name: 'foreign',
          policy: "OR('SH3MSP.peer')",
          collections: [{ name: 'home1', policy: "OR('CommunityMSP.member','SH1MSP.member')" }],
        },
      ],
      endorsementTimeoutMs: 300,
    });
    await network.start();
    channel = network.connect('TradersMSP').getNetwork('mychannel');
    contract = channel.getContract('acequia');
  });

  afterEach(async () => {
    await network.stop();
    expect(network.reported).to.deep.equal([]);
  });

  describe('Endorse', () => {
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
      const proposal = channel
        .getContract('foreign')
        .newProposal('write', { transientData: { secret: 'x' } });
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

  describe('Evaluate', () => {
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

  describe('Submit', () => {
    it('takes the same bytes twice', async () => {
      const transaction = await contract.newProposal('sell').endorse();
      await transaction.submit();
      await transaction.submit();
      expect(network.broadcast).to.have.lengthOf(2);
      expect(network.broadcast[0]).to.deep.equal(network.broadcast[1]);
    });

    it('tells why a transaction was not taken', async () => {
      const transaction = await contract.newProposal('sell').endorse();
      network.answer = { status: common.Status.FORBIDDEN, info: 'no' };
      expect(await failureOf(transaction.submit())).to.deep.equal({
        code: status.ABORTED,
        text: 'received unsuccessful response from orderer: status=FORBIDDEN, info=no',
        details: [],
      });
      network.answer = { status: common.Status.SERVICE_UNAVAILABLE, info: 'store full' };
      expect(await failureOf(transaction.submit())).to.deep.equal({
        code: status.UNAVAILABLE,
        text: 'no orderers could successfully process transaction',
        details: [
          'OrdererMSP orderer:7050: received unsuccessful response from orderer: status=SERVICE_UNAVAILABLE, info=store full',
        ],
      });
    });

    it('refuses what is no signed transaction of the channel', async () => {
      const request = new gateway.SubmitRequest();
      expect((await network.call('submit', request)).message).to.equal(
        '3 INVALID_ARGUMENT: a prepared transaction is required',
      );
      const envelope = new common.Envelope();
      request.setPreparedTransaction(envelope);
      expect((await network.call('submit', request)).message).to.equal(
        '3 INVALID_ARGUMENT: prepared transaction must be signed',
      );
      envelope.setSignature(Buffer.from('x'));
      request.setChannelId('elsewhere');
      expect((await network.call('submit', request)).message).to.equal(
        '9 FAILED_PRECONDITION: failed to get config for channel [elsewhere]: could not get last config for channel elsewhere',
      );
      expect(network.broadcast).to.deep.equal([]);
    });
  });

  describe('CommitStatus', () => {
    it('waits until this peer has committed the transaction, and tells its first status ever after', async () => {
      const submitted = await contract.submitAsync('sell');
      const waiting = submitted.getStatus();
      const txId = submitted.getTransactionId();
      const first = testBlock(0, [
        { txId: 'other' },
        { txId, code: peer.TxValidationCode.MVCC_READ_CONFLICT },
      ]);
      network.local.commit(first.block, first.transactions);
      const expected = { code: 11, blockNumber: 0n, successful: false, transactionId: txId };
      expect(await waiting).to.deep.equal(expected);
      const second = testBlock(1, [{ txId, code: peer.TxValidationCode.DUPLICATE_TXID }]);
      network.local.commit(second.block, second.transactions);
      expect(await submitted.getStatus()).to.deep.equal(expected);
    });

    it('refuses strangers, unknown channels and requests that are none', async () => {
      const stranger = network.connect('OrdererMSP').getNetwork('mychannel').getContract('acequia');
      network.local.script = () => Promise.resolve(endorsed(network.local.identity));
      const submitted = await stranger.submitAsync('sell');
      const refused = await failureOf(submitted.getStatus());
      expect(refused.code).to.equal(status.PERMISSION_DENIED);
      expect(refused.text).to.match(
        /^Failed evaluating policy on signed data during check policy on channel \[mychannel\] with policy \[\/Channel\/Application\/Readers\]: \[implicit policy evaluation failed - 0 sub-policies were satisfied/,
      );
      const signed = new gateway.SignedCommitStatusRequest();
      expect((await network.call('commitStatus', signed)).message).to.equal(
        '3 INVALID_ARGUMENT: a commit status request is required',
      );
      signed.setRequest(Buffer.from('junk'));
      expect((await network.call('commitStatus', signed)).message).to.equal(
        '3 INVALID_ARGUMENT: invalid status request: proto: cannot parse invalid wire-format data',
      );
      const request = new gateway.CommitStatusRequest();
      request.setChannelId('elsewhere');
      signed.setRequest(request.serializeBinary());
      expect((await network.call('commitStatus', signed)).message).to.equal(
        '7 PERMISSION_DENIED: Failed to get policy manager for channel [elsewhere]',
      );
    });
  });

  describe('ChaincodeEvents', () => {
    beforeEach(() => {
      const event = (chaincode: string, name: string): object => ({
        event: { chaincode, name, payload: name },
      });
      const blocks = [
        [
          { txId: 't0', ...event('acequia', 'a') },
          { txId: 't1', ...event('homes', 'b') },
        ],
        [{ txId: 't2', code: 11, ...event('acequia', 'c') }, { txId: 't3' }],
        [
          { txId: 't4', ...event('acequia', 'd') },
          { txId: 't5', ...event('acequia', 'e') },
        ],
      ];
      blocks.forEach((transactions, number) => {
        const { block, transactions: indexed } = testBlock(number, transactions);
        network.local.commit(block, indexed);
      });
    });

    it("tells the events of one chaincode's valid transactions from a block on, and those that come", async () => {
      const events = await channel.getChaincodeEvents('acequia', { startBlock: 0n });
      expect(await take(events, 3)).to.deep.equal(['0 t0 a', '2 t4 d', '2 t5 e']);
      const more = await channel.getChaincodeEvents('acequia', { startBlock: 2n });
      const following = take(more, 3);
      const { block, transactions } = testBlock(3, [
        { txId: 't6', event: { chaincode: 'acequia', name: 'f' } },
      ]);
      network.local.commit(block, transactions);
      expect(await following).to.deep.equal(['2 t4 d', '2 t5 e', '3 t6 f']);
    });

    it('goes on behind a checkpoint', async () => {
      const checkpoint = { getBlockNumber: () => 2n, getTransactionId: () => 't4' };
      const events = await channel.getChaincodeEvents('acequia', { checkpoint });
      expect(await take(events, 1)).to.deep.equal(['2 t5 e']);
    });

    it('starts with the next block unless told', async () => {
      const events = await channel.getChaincodeEvents('acequia');
      const following = take(events, 1);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const { block, transactions } = testBlock(3, [
        { txId: 't6', event: { chaincode: 'acequia', name: 'f' } },
      ]);
      network.local.commit(block, transactions);
      expect(await following).to.deep.equal(['3 t6 f']);
    });

    it('refuses strangers, and positions that are none here', async () => {
      const stranger = network.connect('OrdererMSP').getNetwork('mychannel');
      const events = await stranger.getChaincodeEvents('acequia', { startBlock: 0n });
      expect((await failureOf(take(events, 1))).code).to.equal(status.PERMISSION_DENIED);
      const position = new orderer.SeekPosition();
      position.setOldest(new orderer.SeekOldest());
      const signer = network.channel.identity('SH1MSP', 'client');
      const request = new gateway.ChaincodeEventsRequest();
      request.setChannelId('mychannel');
      request.setIdentity(signer.serialized);
      request.setStartPosition(position);
      const signed = new gateway.SignedChaincodeEventsRequest();
      signed.setRequest(request.serializeBinary());
      const oldest = await network
        .connect('SH1MSP')
        .newSignedChaincodeEventsRequest(signed.serializeBinary(), signer.sign(request.serializeBinary()))
        .getEvents();
      expect(await failureOf(take(oldest, 1))).to.deep.equal({
        code: status.INVALID_ARGUMENT,
        text: 'invalid start position type: *orderer.SeekPosition_Oldest',
        details: [],
      });
    });
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

async function take(
  events: AsyncIterable<ChaincodeEvent> & { close(): void },
  count: number,
): Promise<string[]> {
  const taken: string[] = [];
  try {
    for await (const { blockNumber, transactionId, eventName } of events) {
      taken.push(`${blockNumber.toString()} ${transactionId} ${eventName}`);
      if (taken.length === count) break;
    }
  } finally {
    events.close();
  }
  return taken;
}
