import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { ScriptedServer, type ScriptedStream } from '../chaincode/ScriptedServer.js';
import { StubServer } from '../chaincode/StubServer.js';
import { Application } from '../foreign/Application.js';
import { freePorts } from '../foreign/freePorts.js';
import { NetworkProcess } from '../foreign/NetworkProcess.js';
import { failureOf } from '../gateway/failureOf.js';

const EXECUTE_TIMEOUT_MS = 3000;
const { Type } = peer.ChaincodeMessage;

describe('chaincode that misbehaves', () => {
  const scripted = new ScriptedServer();
  let folder = '';
  let stub: StubServer;
  let network: NetworkProcess;
  let application: Application;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-'));
    stub = await StubServer.onFreePort();
    stub.start();
    const [port] = await freePorts(1);
    const policy = "OR('Org1MSP.peer')";
    const config = {
      channel: 'mychannel',
      organisations: [{ mspId: 'Org1MSP', domain: 'org1.example.com', port }],
      chaincodes: [
        { name: 'stub', address: stub.address, policy },
        { name: 'scripted', address: await scripted.start(), policy },
      ],
      batch: { timeoutMs: 20 },
      executeTimeoutMs: EXECUTE_TIMEOUT_MS,
    };
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
    network = new NetworkProcess(['--dir', folder, '--config', join(folder, 'config.json')]);
    application = Application.connect(await network.ready(), 'Org1MSP');
  });

  afterEach(async () => {
    expect(network.errors).not.to.match(/ {4}at |Unhandled|internal error/);
    await application.submit('stub', 'put', 'k', 'v');
    expect(await application.evaluate('stub', 'get', 'k')).to.equal('v');
  });

  after(async () => {
    application.close();
    await network.end('SIGTERM');
    scripted.stop();
    await stub.stop();
    rmSync(folder, { recursive: true });
  });

  it('hangs: the call ends in time, and others do not wait for it', async () => {
    const hanging = failureOf(application.submit('stub', 'hang'));
    const start = Date.now();
    expect(await application.evaluate('stub', 'nothing')).to.equal(null);
    expect(Date.now() - start).to.be.lessThan(EXECUTE_TIMEOUT_MS);
    const { code, details } = await hanging;
    expect(code).to.equal(status.ABORTED);
    expect(details.join()).to.contain('error sending: timeout expired while executing transaction');
  });

  it('crashes in mid-transaction: every call on it fails, and the next find it again', async () => {
    const hanging = failureOf(application.evaluate('stub', 'hang'));
    const { code, details } = await failureOf(application.submit('stub', 'crash'));
    stub.start();
    expect(code).to.equal(status.ABORTED);
    expect(details.join()).to.contain('error sending: chaincode stream terminated');
    expect((await hanging).code).to.equal(status.ABORTED);
  });

  const failed = (why: string): string => `failed to execute transaction ID: error sending: ${why}`;
  const misdeeds: Readonly<Record<string, readonly [Misdeed, string]>> = {
    'sends an unknown type of message': [
      (stream, txId) => {
        const message = new peer.ChaincodeMessage();
        message.setTxid(txId);
        message.setChannelId('mychannel');
        // Field 1, the type, as 99.
        stream.sendBytes(Buffer.concat([Buffer.of(8, 99), message.serializeBinary()]));
      },
      failed('chaincode stream terminated'),
    ],
    'sends no messages but bytes': [
      (stream) => {
        stream.sendBytes(Buffer.from('ffffffffffffffff', 'hex'));
      },
      failed('chaincode stream terminated'),
    ],
    'sends a request that is none': [
      (stream, txId) => {
        stream.send(Type.GET_STATE, Buffer.from('ff', 'hex'), txId);
      },
      failed('timeout expired while executing transaction'),
    ],
    'asks in a transaction that is none': [
      (stream) => {
        stream.send(Type.PUT_STATE, Buffer.of(), 'no such transaction');
      },
      failed('timeout expired while executing transaction'),
    ],
    'registers twice': [
      (stream) => {
        stream.send(Type.REGISTER, Buffer.of(), '', '');
      },
      failed('chaincode stream terminated'),
    ],
    'answers with what is no response': [
      (stream, txId) => {
        stream.send(Type.COMPLETED, Buffer.from('ff', 'hex'), txId);
      },
      'failed to unmarshal response for transaction ID: proto: cannot parse invalid wire-format data',
    ],
    'ends the stream': [
      (stream) => {
        stream.end();
      },
      failed('chaincode stream terminated'),
    ],
  };

  let act: Misdeed = () => undefined;
  scripted.onStream = (stream) => {
    void serve(stream, (txId) => {
      act(stream, txId);
    });
  };

  for (const [name, [misdeed, text]] of Object.entries(misdeeds)) {
    it(name, async () => {
      act = misdeed;
      const { code, text: why, details } = await failureOf(application.evaluate('scripted', 'x'));
      expect([code, why]).to.deep.equal([
        status.ABORTED,
        'failed to evaluate transaction, see attached details for more info',
      ]);
      const detail = details.join().replace(/^.*?: error in simulation: /, '');
      expect(detail.replace(/[0-9a-f]{64}/, 'ID')).to.equal(text);
    });
  }
});

type Misdeed = (stream: ScriptedStream, txId: string) => void;

/** Registers, and answers every transaction with a misdeed. */
async function serve(stream: ScriptedStream, act: (txId: string) => void): Promise<void> {
  await stream.register();
  for (;;) {
    const { type, txId } = await stream.answer();
    if (type === Type.TRANSACTION) act(txId);
  }
}
