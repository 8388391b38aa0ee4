import { status } from '@grpc/grpc-js';
import { common } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { failureOf } from '../gateway/failureOf.js';
import type { Application } from '../foreign/Application.js';
import { ForeignNetwork } from '../foreign/ForeignNetwork.js';
import { expectSound } from './expectSound.js';

describe('requests that are refused', () => {
  let network: ForeignNetwork;
  let offline: Application;

  before(async () => {
    network = await ForeignNetwork.start();
    offline = network.connect('Org1MSP', { offline: true });
  });

  afterEach(() => expectSound(network));

  after(async () => {
    await network.stop();
  });

  it('wrong signatures, at every step', async () => {
    const { gateway, sign, network: channel } = offline;
    const wrong = await sign(Buffer.alloc(32, 1));
    const creator = 'access denied: channel [mychannel] creator org [Org1MSP]';
    const proposal = offline.contract('assets').newProposal('create', { arguments: ['w1', 'Ada'] });
    const badly = gateway.newSignedProposal(proposal.getBytes(), wrong);
    const evaluated = await failureOf(badly.evaluate());
    expect([evaluated.code, evaluated.text]).to.deep.equal([
      status.FAILED_PRECONDITION,
      `evaluate call to endorser returned error: error validating proposal: ${creator}`,
    ]);
    const endorsing = await failureOf(badly.endorse());
    expect(endorsing.code).to.equal(status.ABORTED);
    expect(endorsing.details.join()).to.contain(`error validating proposal: ${creator}`);

    const well = gateway.newSignedProposal(proposal.getBytes(), await sign(proposal.getDigest()));
    const endorsed = await well.endorse();
    const submitted = await failureOf(gateway.newSignedTransaction(endorsed.getBytes(), wrong).submit());
    expect([submitted.code, submitted.text]).to.deep.equal([
      status.UNAVAILABLE,
      'insufficient number of orderers could successfully process transaction to satisfy quorum requirement',
    ]);
    expect(submitted.details.join()).to.contain('status=FORBIDDEN');

    const events = channel.newChaincodeEventsRequest('assets');
    const signed = gateway.newSignedChaincodeEventsRequest(events.getBytes(), wrong);
    const refused = await failureOf(readAll(signed.getEvents()));
    expect(refused.code).to.equal(status.PERMISSION_DENIED);
    const blocks = channel.newBlockEventsRequest({ startBlock: 0n });
    const stream = gateway.newSignedBlockEventsRequest(blocks.getBytes(), wrong);
    const delivered: unknown = await readAll(stream.getEvents()).catch((error: unknown) => error);
    expect(String(delivered)).to.equal(`Error: Unexpected status response: ${common.Status.FORBIDDEN}`);
  });

  it('unknown channels and chaincodes', async () => {
    const application = network.connect('Org1MSP');
    const elsewhere = application.gateway.getNetwork('elsewhere').getContract('assets');
    const answers = [
      await failureOf(elsewhere.evaluateTransaction('read', 'a')),
      await failureOf(elsewhere.submitTransaction('read', 'a')),
      await failureOf(application.evaluate('unheard', 'read', 'a')),
      await failureOf(application.submit('unheard', 'read', 'a')),
    ];
    const unplanned = (name: string, channel: string): string =>
      `no combination of peers can be derived which satisfy the endorsement policy: No metadata was found for chaincode ${name} in channel ${channel}`;
    expect(answers.map(({ code, text }) => [code, text])).to.deep.equal([
      [
        status.UNAVAILABLE,
        'failed to get config for channel [elsewhere]: could not get last config for channel elsewhere',
      ],
      [status.FAILED_PRECONDITION, unplanned('assets', 'elsewhere')],
      [status.FAILED_PRECONDITION, 'no peers available to evaluate chaincode unheard in channel mychannel'],
      [status.FAILED_PRECONDITION, unplanned('unheard', 'mychannel')],
    ]);
  });
});

async function readAll(stream: Promise<AsyncIterable<unknown>>): Promise<void> {
  for await (const one of await stream) expect(one).to.equal(undefined);
}
