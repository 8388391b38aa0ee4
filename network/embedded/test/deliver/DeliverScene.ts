import { Metadata, type ClientDuplexStream } from '@grpc/grpc-js';
import { common, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import type { SigningIdentity } from '../../src/msp/SigningIdentity.js';
import { seekEnvelope, type Seek } from '../gateway/seekEnvelope.js';
import { testBlock, type TestTransaction } from '../gateway/testBlock.js';
import { TestGateway, type TestGatewayOptions } from '../gateway/TestGateway.js';
import { readAnswers } from './readAnswers.js';

type TestSeek = Omit<Seek, 'signer'> & { readonly signer?: SigningIdentity };

/** A peer of CommunityMSP with collections that its clients may and may not read. */
const COMMUNITY: TestGatewayOptions = {
  mspIds: ['CommunityMSP', 'SH1MSP', 'PublicMSP'],
  peerless: ['PublicMSP'],
  of: 'CommunityMSP',
  chaincodes: [
    {
      name: 'acequia',
      policy: "AND('CommunityMSP.peer','SH1MSP.peer')",
      collections: [
        { name: 'home1', policy: "OR('CommunityMSP.member','SH1MSP.member')", memberOnlyRead: true },
        { name: 'open', policy: "OR('CommunityMSP.member')" },
      ],
    },
  ],
};

/** A peer's Deliver service and a client of it. */
export class DeliverScene {
  readonly network: TestGateway;
  readonly client: SigningIdentity;

  private constructor(options: TestGatewayOptions, clientMspId: string) {
    this.network = new TestGateway(options);
    this.client = this.network.channel.identity(clientMspId, 'client');
  }

  /** A ledger of three blocks, and a client of an organisation without a peer. */
  static async open(): Promise<DeliverScene> {
    const scene = await DeliverScene.openWith(COMMUNITY, 'PublicMSP');
    scene.commit([{ txId: 'config', type: common.HeaderType.CONFIG }]);
    scene.commit([
      { txId: 't1', event: { chaincode: 'acequia', name: 'sold', payload: 'secret' } },
      { txId: 't2', code: peer.TxValidationCode.MVCC_READ_CONFLICT },
    ]);
    scene.commit([{ txId: 't3' }]);
    return scene;
  }

  /** An empty ledger. */
  static async openWith(options: TestGatewayOptions, clientMspId: string): Promise<DeliverScene> {
    const scene = new DeliverScene(options, clientMspId);
    await scene.network.start();
    return scene;
  }

  async close(): Promise<void> {
    await this.network.stop();
    expect(this.network.reported).to.deep.equal([]);
  }

  commit(transactions: readonly TestTransaction[]): void {
    const { block, transactions: indexed } = testBlock(this.network.local.height, transactions);
    this.network.local.commit(block, indexed);
  }

  async answers(seek: TestSeek): Promise<(number | string)[]> {
    return this.exchange(this.envelope(seek));
  }

  async exchange(request: common.Envelope): Promise<(number | string)[]> {
    const stream = this.open('deliver');
    stream.end(request);
    return readAnswers(stream);
  }

  open(
    method: 'deliver' | 'deliverFiltered' | 'deliverWithPrivateData',
  ): ClientDuplexStream<common.Envelope, peer.DeliverResponse> {
    const { path } = peer.DeliverService[method];
    return this.network.client().makeBidiStreamRequest(
      path,
      (message: common.Envelope) => Buffer.from(message.serializeBinary()),
      (bytes: Buffer) => peer.DeliverResponse.deserializeBinary(bytes),
      new Metadata(),
    );
  }

  envelope(seek: TestSeek): common.Envelope {
    return seekEnvelope({ signer: this.client, ...seek });
  }
}
