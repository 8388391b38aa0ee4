import { credentials, Server, ServerCredentials, status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { expect } from 'chai';
import { peer } from '@hyperledger/fabric-protos';
import { EndorserSuite } from '../../test/endorser/EndorserSuite.js';
import { chaincodeResponse } from '../../test/endorser/ScriptedRuntime.js';
import { endorserService } from './endorserService.js';

describe('endorserService', () => {
  const suite = new EndorserSuite();
  const reported: unknown[] = [];
  let server: Server;
  let client: peer.EndorserClient;

  before(async () => {
    const { endorser, bundle } = suite.network;
    const { definition, implementation } = endorserService({
      endorser,
      membership: bundle.membership,
      now: () => new Date(),
      report: (error) => reported.push(error),
      concurrency: 1,
    });
    server = new Server();
    server.addService(definition, implementation);
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
        if (error === null) resolve(bound);
        else reject(error);
      });
    });
    client = new peer.EndorserClient(`127.0.0.1:${port}`, credentials.createInsecure());
  });
  afterEach(() => {
    expect(reported).to.deep.equal([]);
  });
  after(() => {
    client.close();
    server.forceShutdown();
  });

  async function call(signed: peer.SignedProposal): Promise<peer.ProposalResponse> {
    return new Promise((resolve, reject) => {
      client.processProposal(signed, (error, response) => {
        if (error === null && response !== undefined) resolve(response);
        else reject(error ?? new Error('no answer'));
      });
    });
  }

  async function refusal(signed: peer.SignedProposal): Promise<[code: number, details: string]> {
    try {
      await call(signed);
      return [status.OK, ''];
    } catch (error) {
      if (!isServiceError(error)) throw error;
      return [error.code, error.details];
    }
  }

  it('endorses', async () => {
    const answer = await call(suite.proposal().signed);
    expect(answer.getEndorsement()?.getEndorser_asU8()).to.deep.equal(
      Buffer.from(suite.network.peer.serialized),
    );
  });

  it('tells the endorser’s reasons', async () => {
    const { signed } = suite.proposal({
      spoil: {
        channelHeader: (one) => {
          one.setEpoch(1);
        },
      },
    });
    expect(await refusal(signed)).to.deep.equal([
      status.UNKNOWN,
      'error validating proposal: epoch is non-zero',
    ]);
    const unknown = await call(suite.proposal({ chaincode: 'other' }).signed);
    expect(unknown.getResponse()?.getStatus()).to.equal(500);
  });

  it('names an expired certificate, and what it could not read for it', async () => {
    const past = { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') };
    const expired = suite.network.identity('Org1MSP', 'client', past);
    expect(await refusal(suite.proposal({ signer: expired }).signed)).to.deep.equal([
      status.UNKNOWN,
      'proposal client identity expired',
    ]);
    const junk = new peer.SignedProposal();
    junk.setProposalBytes(Buffer.from([0xff, 0xff]));
    expect(await refusal(junk)).to.deep.equal([
      status.UNKNOWN,
      'failed parsing proposal: error unmarshalling Proposal: proto: cannot parse invalid wire-format data',
    ]);
    const stranger = suite.network.identity('OtherMSP', 'client');
    expect(await refusal(suite.proposal({ signer: stranger }).signed)).to.deep.equal([
      status.UNKNOWN,
      'error validating proposal: access denied: channel [mychannel] creator org unknown, creator is malformed',
    ]);
  });

  it('takes no more calls at once than it may, and frees the place of a client that leaves', async () => {
    const started = new Promise<void>((resolve) => {
      suite.network.runtime.script = (_, signal) => {
        resolve();
        return new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            reject(new Error('given up'));
          });
        });
      };
    });
    const left = new Promise((resolve) => {
      const first = client.processProposal(suite.proposal().signed, resolve);
      void started.then(async () => {
        expect(await refusal(suite.proposal().signed)).to.deep.equal([
          status.UNKNOWN,
          'too many requests for /protos.Endorser, exceeding concurrency limit (1)',
        ]);
        first.cancel();
      });
    });
    expect(await left).to.have.property('code', status.CANCELLED);
    suite.network.runtime.script = () => ({ response: chaincodeResponse(200), event: undefined });
    const busy: number = status.UNKNOWN;
    let answer = await refusal(suite.proposal().signed);
    while (answer[0] === busy) answer = await refusal(suite.proposal().signed);
    expect(answer).to.deep.equal([status.OK, '']);
    expect(suite.network.openSnapshots).to.equal(0);
  });
});

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && 'details' in error;
}
