import { expect } from 'chai';
import { peer } from '@hyperledger/fabric-protos';
import { messageOf } from '../../src/messageOf.js';
import { EndorserError } from '../../src/endorser/EndorserError.js';
import type { SigningIdentity } from '../../src/msp/SigningIdentity.js';
import { temporaryFolder } from '../ledger/temporaryFolder.js';
import { chaincodeResponse } from './ScriptedRuntime.js';
import { signedProposal, type ProposalContent, type SignedTestProposal } from './signedProposal.js';
import { TestNetwork } from './TestNetwork.js';

type Content = Partial<ProposalContent>;

/** A network for a suite, with a client of Org1 who proposes to it. Each test must leave no snapshot behind. */
export class EndorserSuite {
  /** Of a client that waits. */
  readonly idle: AbortSignal = new AbortController().signal;
  readonly file: (name: string) => string;
  #network: TestNetwork | undefined;
  #client: SigningIdentity | undefined;

  constructor() {
    // Before its folder goes.
    after(() => {
      this.network.ledger.close();
    });
    this.file = temporaryFolder();
    before(() => {
      this.#network = new TestNetwork(this.file('ledger'));
      this.#client = this.#network.identity('Org1MSP', 'client');
    });
    beforeEach(() => {
      this.network.runtime.script = () => ({ response: chaincodeResponse(200), event: undefined });
      this.network.runtime.close();
    });
    afterEach(() => {
      expect(this.network.openSnapshots).to.equal(0);
    });
  }

  get network(): TestNetwork {
    if (this.#network === undefined) throw new Error('before the tests');
    return this.#network;
  }

  get client(): SigningIdentity {
    if (this.#client === undefined) throw new Error('before the tests');
    return this.#client;
  }

  proposal(content: Content = {}): SignedTestProposal {
    return signedProposal({ signer: this.client, chaincode: 'basic', args: ['create', 'a'], ...content });
  }

  async process(content: Content = {}): Promise<peer.ProposalResponse> {
    return this.network.endorser.processProposal(this.proposal(content).signed, this.idle);
  }

  /** What a proposal that is refused is told. */
  async refusal(content: Content | peer.SignedProposal): Promise<string> {
    const signed = content instanceof peer.SignedProposal ? content : this.proposal(content).signed;
    try {
      await this.network.endorser.processProposal(signed, this.idle);
    } catch (error) {
      expect(error).to.be.instanceOf(EndorserError);
      return messageOf(error);
    }
    throw new Error('not refused');
  }

  /** What the peer answers that could not carry a proposal out. */
  async failure(content: Content = {}): Promise<string> {
    const answer = await this.process(content);
    expect(answer.getPayload_asU8()).to.have.length(0);
    expect(answer.getEndorsement()).to.equal(undefined);
    expect(answer.getResponse()?.getStatus()).to.equal(500);
    return answer.getResponse()?.getMessage() ?? '';
  }
}
