import { expect } from 'chai';
import { peer } from '@hyperledger/fabric-protos';
import { expectError } from '../../test/chaincode/expectError.js';
import { ScriptedNetwork } from '../../test/chaincode/ScriptedNetwork.js';

const { Type } = peer.ChaincodeMessage;
const terminated = /^failed to execute transaction \w{64}: error sending: chaincode stream terminated$/;

describe('ChaincodeStream', () => {
  let network: ScriptedNetwork;

  beforeEach(async () => {
    network = await ScriptedNetwork.start();
  });

  afterEach(() => {
    network.stop();
  });

  it('sends TRANSACTION with input, proposal, channel and transaction', async () => {
    let received: peer.ChaincodeMessage | undefined;
    network.script = async (stream): Promise<void> => {
      await stream.register();
      received = await stream.receive();
      stream.complete(received.getTxid());
    };
    const made = network.call();
    await network.execute(made);
    expect(received?.getType()).to.equal(Type.TRANSACTION);
    expect(received?.getChannelId()).to.equal('mychannel');
    expect(received?.getTxid()).to.equal(made.txId);
    expect(received?.getProposal()?.toObject()).to.deep.equal(made.signedProposal.toObject());
    expect(Buffer.from(received?.getPayload_asU8() ?? [])).to.deep.equal(
      Buffer.from(made.input.serializeBinary()),
    );
  });

  it('drops decorations, which are the peer’s to make', async () => {
    let payload: Uint8Array | undefined;
    network.script = async (stream): Promise<void> => {
      await stream.register();
      const message = await stream.receive();
      payload = message.getPayload_asU8();
      stream.complete(message.getTxid());
    };
    const made = network.call();
    const plain = made.input.serializeBinary();
    made.input.getDecorationsMap().set('identity', Buffer.from('forged'));
    await network.execute(made);
    expect(Buffer.from(payload ?? [])).to.deep.equal(Buffer.from(plain));
  });

  it('gives the text of an ERROR', async () => {
    network.onCall((stream, txId) => {
      stream.send(Type.ERROR, 'no stub', txId);
    });
    await expectError(network.execute(), 'transaction returned with failure: no stub');
  });

  it('refuses a COMPLETED that holds no response', async () => {
    network.onCall((stream, txId) => {
      stream.send(Type.COMPLETED, Buffer.from([0xff]), txId);
    });
    await expectError(
      network.execute(),
      /^failed to unmarshal response for transaction \w{64}: proto: cannot parse invalid wire-format data$/,
    );
  });

  it('ignores KEEPALIVE, and a second COMPLETED', async () => {
    network.onCall((stream, txId) => {
      stream.send(Type.KEEPALIVE, '');
      stream.complete(txId);
      stream.complete(txId);
      stream.complete(txId);
    });
    const { response } = await network.execute();
    expect(response.getStatus()).to.equal(200);
  });

  for (const type of [
    'REGISTER',
    'READY',
    'RESPONSE',
    'TRANSACTION',
    'UNDEFINED',
    'WRITE_BATCH_STATE',
  ] as const) {
    it(`ends the stream at ${type}`, async () => {
      network.onCall((stream, txId) => {
        stream.send(Type[type], '', txId);
      });
      await expectError(network.execute(), terminated);
      expect(network.log).to.have.length(1);
      expect(network.log[0]).to.match(
        new RegExp(
          `^chaincode scripted:1.0: error handling message, ending stream: \\[\\w{64}\\] Fabric side handler cannot handle message \\(${type}\\) while in ready state$`,
        ),
      );
    });
  }

  for (const [what, txId, channel] of [
    ['transaction', 'x'.repeat(70_000), 'mychannel'],
    ['channel', 'x', 'c'.repeat(70_000)],
  ] as const) {
    it(`ends the stream at a request whose ${what} is too long to be answered`, async () => {
      network.onCall((stream) => {
        stream.send(Type.GET_STATE, '', txId, channel);
      });
      await expectError(network.execute(), terminated);
      expect(network.log).to.deep.equal([
        `chaincode scripted:1.0: error handling message, ending stream: [${txId.slice(0, 64)}] ` +
          'Fabric side handler cannot handle message (GET_STATE) while in ready state',
      ]);
    });
  }

  it('ends the stream at bytes that are no message', async () => {
    network.onCall((stream) => {
      stream.sendBytes(Buffer.from([0xff, 0xff]));
    });
    await expectError(network.execute(), terminated);
  });
});
