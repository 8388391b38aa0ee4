import { expect } from 'chai';
import { setTimeout } from 'node:timers/promises';
import { peer } from '@hyperledger/fabric-protos';
import { expectError } from '../../test/chaincode/expectError.js';
import { ScriptedNetwork } from '../../test/chaincode/ScriptedNetwork.js';

const { Type } = peer.ChaincodeMessage;

describe('ChaincodeStream, answering requests', () => {
  let network: ScriptedNetwork;

  beforeEach(async () => {
    network = await ScriptedNetwork.start();
  });

  afterEach(() => {
    network.stop();
  });

  it('answers requests of unknown transactions and channels with an error, and ignores their ends', async () => {
    network.onCall(async (stream, txId) => {
      stream.send(Type.GET_STATE, '', 'unknown');
      expect(await stream.answer()).to.deep.equal({
        type: Type.ERROR,
        payload: 'GET_STATE failed: transaction ID: unknown: no ledger context',
        txId: 'unknown',
      });
      stream.send(Type.INVOKE_CHAINCODE, '', txId, 'elsewhere');
      expect(await stream.answer()).to.deep.equal({
        type: Type.ERROR,
        payload: `INVOKE_CHAINCODE failed: transaction ID: ${txId}: could not get valid transaction`,
        txId,
      });
      stream.complete('unknown');
      stream.complete(txId);
    });
    await network.execute();
    await network.scripted;
  });

  it('answers malformed requests with an error', async () => {
    network.onCall(async (stream, txId) => {
      const payloads: [keyof typeof Type, number[], RegExp][] = [
        ['GET_STATE', [0xff], /: unmarshal failed: /],
        ['PUT_STATE', [10, 2, 0xc3, 0x41], /: unmarshal failed: string field contains invalid UTF-8$/],
        ['GET_STATE_BY_RANGE', [34, 2, 8, 0xff], /: unmarshal failed: /],
        ['PUT_STATE_METADATA', [10, 1, 97], /: metadata is missing$/],
        ['PURGE_PRIVATE_DATA', [10, 1, 97], /: only applicable for private data$/],
        ['QUERY_STATE_NEXT', [10, 1, 97], /: query iterator not found$/],
        ['INVOKE_CHAINCODE', [], /: not authorised$/],
      ];
      for (const [type, payload, text] of payloads) {
        stream.send(Type[type], Buffer.from(payload), txId);
        const answer = await stream.answer();
        expect(answer.type, type).to.equal(Type.ERROR);
        expect(answer.payload).to.match(text);
        expect(answer.payload.startsWith(`${type} failed: transaction ID: ${txId}: `)).to.equal(true);
      }
      stream.complete(txId);
    });
    await network.execute();
    await network.scripted;
  });

  it('answers the closing of a query that is not open', async () => {
    network.onCall(async (stream, txId) => {
      const close = new peer.QueryStateClose();
      close.setId('none');
      stream.send(Type.QUERY_STATE_CLOSE, close.serializeBinary(), txId);
      const answer = await stream.receive();
      expect(answer.getType()).to.equal(Type.RESPONSE);
      expect(peer.QueryResponse.deserializeBinary(answer.getPayload_asU8()).toObject()).to.deep.equal({
        resultsList: [],
        hasMore: false,
        id: 'none',
        metadata: '',
      });
      stream.complete(txId);
    });
    await network.execute();
    await network.scripted;
  });

  it('repeats only so much of a request in its error that the answer can be sent', async () => {
    const name = Buffer.alloc(100 * 1024 * 1024 - 1000, 'c');
    const reader = new peer.GetState();
    reader.setKey('k');
    // Field 2, the collection: its name's length as a varint.
    const length = name.length;
    const tag = [0x12, (length & 0x7f) | 0x80, ((length >> 7) & 0x7f) | 0x80];
    const rest = [((length >> 14) & 0x7f) | 0x80, length >> 21];
    const request = Buffer.concat([reader.serializeBinary(), Buffer.from([...tag, ...rest]), name]);
    network.stop();
    network = await ScriptedNetwork.start(15_000);
    network.onCall(async (stream, txId) => {
      stream.send(Type.GET_STATE, request, txId);
      const answer = await stream.answer();
      expect(answer.type).to.equal(Type.ERROR);
      expect(answer.payload).to.have.length(65_536);
      expect(answer.payload).to.match(
        /^GET_STATE failed: transaction ID: \w{64}: collection mychannel\/scripted\/c+$/,
      );
      stream.complete(txId);
    });
    expect(await network.status()).to.equal(200);
    await network.scripted;
  }).timeout(20_000);

  it('answers a chaincode that was too slow as one without a transaction', async () => {
    network.onCall(async (stream, txId) => {
      await setTimeout(350);
      stream.send(Type.GET_STATE, '', txId);
      expect((await stream.answer()).payload).to.equal(
        `GET_STATE failed: transaction ID: ${txId}: no ledger context`,
      );
    });
    await expectError(network.execute(), /: error sending: timeout expired while executing transaction$/);
    await network.scripted;
  });

  it('drops requests while a called chaincode runs', async () => {
    network.systemChaincodes.set('qscc', {
      execute: async () => {
        await setTimeout(20);
        return { response: ok('of the system'), event: undefined };
      },
    });
    network.onCall(async (stream, txId) => {
      stream.send(Type.INVOKE_CHAINCODE, ScriptedNetwork.spec('qscc'), txId);
      stream.send(Type.GET_STATE, '', txId);
      stream.send(Type.INVOKE_CHAINCODE, ScriptedNetwork.spec('qscc'), txId);
      const answer = await stream.receive();
      const message = peer.ChaincodeMessage.deserializeBinary(answer.getPayload_asU8());
      expect(message.getType()).to.equal(Type.COMPLETED);
      expect(peer.Response.deserializeBinary(message.getPayload_asU8()).getMessage()).to.equal(
        'of the system',
      );
      stream.complete(txId);
    });
    await network.execute();
    await network.scripted;
    expect(network.log).to.have.length(2);
    for (const text of network.log) {
      expect(text).to.include('Another request pending for this CC: scripted:1.0');
    }
  });

  it('answers all of more requests at once than it queues answers', async () => {
    network.stop();
    network = await ScriptedNetwork.start(15_000);
    const value = 'v'.repeat(2000);
    network.onCall(async (stream, txId) => {
      for (let count = 0; count < 5000; count += 1) stream.send(Type.GET_STATE, '', value);
      for (let count = 0; count < 5000; count += 1) await stream.receive();
      stream.complete(txId);
    });
    expect(await network.status()).to.equal(200);
  }).timeout(20_000);

  it('gives calls of system chaincodes to them', async () => {
    const response = ok('of the system');
    network.systemChaincodes.set('qscc', { execute: () => Promise.resolve({ response, event: undefined }) });
    expect((await network.execute(network.call('qscc'))).response).to.equal(response);
    network.onCall(async (stream, txId) => {
      stream.send(Type.INVOKE_CHAINCODE, ScriptedNetwork.spec('qscc/elsewhere'), txId);
      expect((await stream.answer()).payload).to.equal(
        `INVOKE_CHAINCODE failed: transaction ID: ${txId}: failed to find ledger for channel: elsewhere`,
      );
      stream.complete(txId);
    });
    await network.execute();
    await network.scripted;
  });

  it('ends the calls of other chaincodes with the one that made them', async () => {
    let ended: unknown;
    network.systemChaincodes.set('slow', {
      execute: async (_call, signal) => {
        await setTimeout(10_000, undefined, { signal }).catch((error: unknown) => {
          ended = error;
        });
        throw new Error('ended');
      },
    });
    network.onCall((stream, txId) => {
      stream.send(Type.INVOKE_CHAINCODE, ScriptedNetwork.spec('slow'), txId);
    });
    await expectError(network.execute(), /: timeout expired while executing transaction$/);
    await setTimeout(0);
    expect(ended).to.have.property('name', 'AbortError');
  });
});

function ok(message: string): peer.Response {
  const response = new peer.Response();
  response.setStatus(200);
  response.setMessage(message);
  return response;
}
