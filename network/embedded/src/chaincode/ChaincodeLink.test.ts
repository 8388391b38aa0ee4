import { expect } from 'chai';
import { peer } from '@hyperledger/fabric-protos';
import { expectError } from '../../test/chaincode/expectError.js';
import { ScriptedNetwork } from '../../test/chaincode/ScriptedNetwork.js';
import { ChaincodeError } from './ChaincodeError.js';

const { Type } = peer.ChaincodeMessage;
const terminated = /^failed to execute transaction \w{64}: error sending: chaincode stream terminated$/;

describe('ChaincodeLink', () => {
  let network: ScriptedNetwork;

  beforeEach(async () => {
    network = await ScriptedNetwork.start();
  });

  afterEach(() => {
    network.stop();
  });

  it('fails calls when the chaincode ends the stream or crashes, and connects again', async () => {
    network.onCall((stream) => {
      stream.end();
    });
    await expectError(network.execute(), terminated);
    network.onCall((stream) => {
      stream.crash();
    });
    await expectError(network.execute(), terminated);
    network.onCall((stream, txId) => {
      stream.complete(txId);
    });
    expect(await network.status()).to.equal(200);
  });

  it('tells that a server is not there', async () => {
    const made = network.call('down');
    const error: unknown = await network.execute(made).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(ChaincodeError);
    expect(String(error)).to.equal(
      `ChaincodeError: failed to execute transaction ${made.txId}: could not launch chaincode down:1.0: connection to down:1.0 failed: error cannot create connection for down:1.0: error creating grpc connection to 127.0.0.1:1: failed to create new connection: context deadline exceeded`,
    );
  });

  it('tells that a server does not register', async () => {
    const failed = (why: string): RegExp =>
      new RegExp(`: could not launch chaincode scripted:1.0: chaincode registration failed: ${why}$`);
    network.script = (): Promise<void> => Promise.resolve();
    await expectError(
      network.execute(),
      /: could not launch chaincode scripted:1.0: timeout expired while starting chaincode scripted:1.0 for transaction$/,
    );
    network.script = (stream): Promise<void> => {
      stream.send(Type.GET_STATE, '', 'early');
      return Promise.resolve();
    };
    await expectError(network.execute(), failed('connection to scripted:1.0 terminated'));
    network.script = (stream): Promise<void> => {
      stream.send(Type.REGISTER, '');
      return Promise.resolve();
    };
    await expectError(
      network.execute(),
      failed('error in handling register chaincode, chaincodeID name is empty'),
    );
    network.script = (stream): Promise<void> => {
      stream.send(Type.REGISTER, Buffer.from([0xff]));
      return Promise.resolve();
    };
    await expectError(
      network.execute(),
      failed('Error in received REGISTER, could NOT unmarshal registration info: .*'),
    );
  });

  it('ends what waits for a server when it closes or the signal says so', async () => {
    network.script = (): Promise<void> => Promise.resolve();
    const signal = AbortSignal.timeout(20);
    expect(await network.execute(network.call(), signal).catch((error: unknown) => error)).to.equal(
      signal.reason,
    );
    const waiting = [network.execute(), network.execute(network.call('down'))];
    setTimeout(() => {
      network.runtime.close();
    }, 20);
    await expectError(Promise.race(waiting), /: could not launch chaincode /);
    for (const one of waiting) await expectError(one, /: could not launch chaincode /);
    await expectError(network.execute(), /: could not launch chaincode scripted:1.0: the peer is stopping$/);
  });

  it('refuses a proposal that is too large for a message, and keeps the stream', async () => {
    network.script = async (stream): Promise<void> => {
      await stream.register();
      stream.complete((await stream.receive()).getTxid());
    };
    const large = network.call();
    large.input.setArgsList([Buffer.alloc(100 * 1024 * 1024)]);
    await expectError(
      network.execute(large),
      /: error sending: trying to send message larger than max \(\d+ vs. 104857600\)$/,
    );
    expect(await network.status()).to.equal(200);
  });
});
