import { readFile } from 'node:fs/promises';
import { common, orderer, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { keyHashOfCertificate } from '../crypto/keyHash.js';
import { sha256Hex } from '../crypto/hash.js';
import type { FabricConnection } from '../schemas/fabricConnection.js';
import { assembleBlock } from '../../test/fabric/assembleBlock.js';
import { encodeField } from '../../test/fabric/encodeField.js';
import { envelopeOf } from '../../test/fabric/envelopeOf.js';
import { failureOf } from '../../test/fabric/failureOf.js';
import { ScriptedGateway } from '../../test/fabric/ScriptedGateway.js';
import { writeSets } from '../../test/fabric/writeSets.js';
import { connect } from './connect.js';
import { decodeBlock } from './decodeBlock.js';
import type { FabricClient } from './FabricClient.js';
import { FileCheckpoint } from './FileCheckpoint.js';
import type { LedgerBlock } from './LedgerBlock.js';

const REQUEST_ID = '00112233445566778899aabbccddeeff';
const { VALID, MVCC_READ_CONFLICT, BAD_PAYLOAD } = peer.TxValidationCode;
const HOME_KEY = '\u0000home\u0000SH1\u0000';
const PAYLOAD_KEY = '\u0000payload\u0000meter-1\u00000000000001\u0000';

describe('blocks', () => {
  let server: ScriptedGateway;
  let connection: FabricConnection;
  let client: FabricClient;

  beforeEach(async () => {
    server = new ScriptedGateway();
    connection = await server.start();
    client = await connect(connection);
  });

  afterEach(async () => {
    client.close();
    await server.stop();
  });

  const call = {
    function: 'registry:enrolHome',
    arguments: [`{"requestId":"${REQUEST_ID}"}`],
    timestampMs: 1_472_688_000_123,
  };
  const endorsers = ['CommunityMSP', 'SH1MSP'];

  describe('decoding', () => {
    it('gives who called what when, who endorsed and what was written', async () => {
      const event = new peer.ChaincodeEvent();
      event.setChaincodeId('acequia');
      event.setEventName('homeEnrolled');
      event.setPayload(Buffer.from('SH1'));
      const { results } = writeSets('acequia', { [HOME_KEY]: '{"homeId":"SH1"}', plain: undefined });
      const envelope = await envelopeOf(client, server, call, { results, event, endorsers });
      const block = decodeBlock(assembleBlock(3, 'aa'.repeat(32), [{ envelope, validationCode: VALID }]));
      expect(block).to.deep.include({
        number: 3,
        previousHash: 'aa'.repeat(32),
        dataHash: sha256Hex(envelope),
      });
      expect(block.transactions).to.deep.equal([
        {
          index: 0,
          id: server.sent.endorse[0]?.getTransactionId(),
          type: 'endorser',
          channelTime: 1_472_688_000_123,
          creator: {
            mspId: 'SH1MSP',
            keyHash: keyHashOfCertificate(await readFile(connection.certFile)),
          },
          validationCode: 'VALID',
          chaincode: 'acequia',
          function: 'registry:enrolHome',
          requestId: REQUEST_ID,
          request: new Uint8Array(Buffer.from(`{"requestId":"${REQUEST_ID}"}`)),
          endorsers,
          writes: [
            {
              namespace: 'acequia',
              key: { raw: HOME_KEY, type: 'home', attributes: ['SH1'] },
              value: new Uint8Array(Buffer.from('{"homeId":"SH1"}')),
              isDelete: false,
            },
            { namespace: 'acequia', key: { raw: 'plain', attributes: [] }, isDelete: true },
          ],
          collections: [],
          event: { chaincode: 'acequia', name: 'homeEnrolled', payload: new Uint8Array(Buffer.from('SH1')) },
        },
      ]);
    });

    it('takes a timestamp that no date can hold: anybody may send one to the orderers', () => {
      // Field 3 of the channel header, the timestamp, with 2^56 seconds in its field 1.
      const channelHeader = encodeField(3, Buffer.from('08808080808080808001', 'hex'));
      const header = new common.Header();
      header.setChannelHeader(channelHeader);
      const payload = new common.Payload();
      payload.setHeader(header);
      const envelope = new common.Envelope();
      envelope.setPayload(payload.serializeBinary());
      const raw = assembleBlock(1, '', [
        { envelope: envelope.serializeBinary(), validationCode: BAD_PAYLOAD },
      ]);
      expect(decodeBlock(raw).transactions[0]).to.include({ type: 'other', channelTime: 0 });
    });

    it('shows private writes where the peer gave them, and their hashes always', async () => {
      const collection = { name: 'SH1Collection', writes: { [PAYLOAD_KEY]: 'salted' }, purges: ['gone'] };
      const { results, privateSet } = writeSets('acequia', {}, collection);
      const envelope = await envelopeOf(client, server, call, { results, endorsers });
      const raw = assembleBlock(1, '', [{ envelope, validationCode: VALID }]);
      const hashed = [
        {
          keyHash: sha256Hex(PAYLOAD_KEY),
          valueHash: sha256Hex('salted'),
          isDelete: false,
          isPurge: false,
        },
        { keyHash: sha256Hex('gone'), isDelete: true, isPurge: true },
      ];
      const base = { namespace: 'acequia', collection: 'SH1Collection', hashed };
      const key = { raw: PAYLOAD_KEY, type: 'payload', attributes: ['meter-1', '0000000001'] };
      const value = new Uint8Array(Buffer.from('salted'));
      const given = decodeBlock(raw, new Map([[0, privateSet]]));
      expect(given.transactions[0]?.collections).to.deep.equal([
        { ...base, writes: [{ key, value, isDelete: false }] },
      ]);
      const withheld = decodeBlock(raw, new Map());
      expect(withheld.transactions[0]?.collections).to.deep.equal([{ ...base, writes: 'notAvailable' }]);
    });

    it('leaves out what an invalid transaction did not write', async () => {
      const { results } = writeSets('acequia', { [HOME_KEY]: 'x' });
      const envelope = await envelopeOf(client, server, call, { results, endorsers });
      const block = decodeBlock(assembleBlock(1, '', [{ envelope, validationCode: MVCC_READ_CONFLICT }]));
      expect(block.transactions[0]).to.deep.include({
        validationCode: 'MVCC_READ_CONFLICT',
        function: 'registry:enrolHome',
        requestId: REQUEST_ID,
        writes: [],
        collections: [],
      });
    });

    it('survives garbage that somebody had ordered, and takes no garbage for valid', () => {
      const envelope = Buffer.from('ffffffff', 'hex');
      const garbage = decodeBlock(assembleBlock(1, '', [{ envelope, validationCode: BAD_PAYLOAD }]));
      expect(garbage.transactions[0]).to.deep.include({ type: 'unreadable', validationCode: 'BAD_PAYLOAD' });
      expect(() => decodeBlock(assembleBlock(1, '', [{ envelope, validationCode: VALID }])))
        .to.throw()
        .with.property('code', 'BLOCK_UNREADABLE');
    });

    it('takes nothing for valid when the peer did not say so', () => {
      const block = assembleBlock(1, '', [{ envelope: new Uint8Array(), validationCode: VALID }]);
      block.setMetadata(new common.BlockMetadata());
      expect(decodeBlock(block).transactions[0]?.validationCode).to.equal('NOT_VALIDATED');
    });
  });

  describe('following', () => {
    const chain = (length: number): common.Block[] => {
      const blocks: common.Block[] = [];
      let previousHash = '';
      for (let number = 0; number < length; number += 1) {
        const block = assembleBlock(number, previousHash, []);
        previousHash = decodeBlock(block).hash;
        blocks.push(block);
      }
      return blocks;
    };

    it('goes on from the next block after breaks, each block once', async () => {
      const [b0, b1, b2, b3] = chain(4) as [common.Block, common.Block, common.Block, common.Block];
      server.streams.push([b0, b1], [], [b2], [b3]);
      const blocks = await take(client.blocks(), 4);
      expect(blocks.map(({ number }) => number)).to.deep.equal([0, 1, 2, 3]);
      expect(blocks[3]?.previousHash).to.equal(blocks[2]?.hash);
      expect(server.sent.seeks.map(seekStart)).to.deep.equal([0, 2, 2, 3]);
    });

    it('starts where the checkpoint stands', async () => {
      const checkpoint = new FileCheckpoint(server.path('checkpoint.json'));
      await checkpoint.save({ block: 2 });
      server.streams.push(chain(3).slice(2));
      const [block] = await take(client.blocks({ checkpoint, startBlock: 0 }), 1);
      expect(block?.number).to.equal(2);
      expect(server.sent.seeks.map(seekStart)).to.deep.equal([2]);
    });

    it('gives private data when asked', async () => {
      const { results, privateSet } = writeSets('acequia', {}, { name: 'SH1Collection', writes: { k: 'v' } });
      const envelope = await envelopeOf(client, server, call, { results, endorsers });
      const delivery = new peer.BlockAndPrivateData();
      delivery.setBlock(assembleBlock(0, '', [{ envelope, validationCode: VALID }]));
      const map = delivery.getPrivateDataMapMap() as { set(key: number, value: typeof privateSet): void };
      map.set(0, privateSet);
      server.streams.push([delivery]);
      const [block] = await take(client.blocks({ withPrivateData: true }), 1);
      expect(block?.transactions[0]?.collections[0]?.writes).to.have.length(1);
    });

    it('ends when the signal aborts and when the client is closed', async () => {
      const stop = new AbortController();
      server.streams.push(chain(1));
      const numbers: number[] = [];
      for await (const { number } of client.blocks({ signal: stop.signal })) {
        numbers.push(number);
        stop.abort();
      }
      expect(numbers).to.deep.equal([0]);
      server.streams.push(chain(1));
      for await (const { number } of client.blocks()) {
        numbers.push(number);
        client.close();
      }
      expect(numbers).to.deep.equal([0, 0]);
    });

    it('stops with an error when the peer refuses, or delivers another block than was due', async () => {
      server.streams.push([common.Status.FORBIDDEN]);
      expect(await failureOf(take(client.blocks(), 1))).to.include({
        code: 'LEDGER_REFUSED',
        phase: 'events',
      });
      server.streams.push(chain(3).slice(2));
      const error: unknown = await take(client.blocks(), 1).catch((caught: unknown) => caught);
      expect(error).to.have.property('code', 'BLOCK_OUT_OF_ORDER');
    });
  });
});

async function take(blocks: AsyncGenerator<LedgerBlock>, count: number): Promise<LedgerBlock[]> {
  const taken: LedgerBlock[] = [];
  for await (const block of blocks) {
    taken.push(block);
    if (taken.length === count) break;
  }
  return taken;
}

function seekStart(envelope: common.Envelope): number | undefined {
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const seek = orderer.SeekInfo.deserializeBinary(payload.getData_asU8());
  return seek.getStart()?.getSpecified()?.getNumber();
}
