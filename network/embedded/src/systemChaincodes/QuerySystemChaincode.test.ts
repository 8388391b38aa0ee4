import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { common, peer } from '@hyperledger/fabric-protos';
import { SystemChaincodeSuite } from '../../test/endorser/SystemChaincodeSuite.js';
import { blockHeaderHash } from '../blocks/blockHeaderHash.js';

describe('QuerySystemChaincode', () => {
  const suite = new SystemChaincodeSuite('qscc');

  before(() => {
    suite.network.commit({ txIds: ['tx1', 'tx2'], codes: [0, 11] });
    suite.network.commit({ txIds: ['tx3', 'tx1'], codes: [0, 2] });
    suite.network.commit({ txIds: ['tx4'] });
    // The peer is one block behind: it knows blocks 0, 1 and 2.
    suite.network.height = 3;
  });

  function hashOf(number: number): Uint8Array {
    const header = suite.network.ledger.block(number)?.getHeader();
    return header === undefined ? new Uint8Array() : Buffer.from(blockHeaderHash(header));
  }

  function numberOf(payload: Uint8Array): number | undefined {
    return common.Block.deserializeBinary(payload).getHeader()?.getNumber();
  }

  it('tells the height that its peer has reached', () => {
    const behind = common.BlockchainInfo.deserializeBinary(suite.payload(['GetChainInfo', 'mychannel']));
    expect(behind.getHeight()).to.equal(3);
    expect(Buffer.from(behind.getCurrentblockhash_asU8())).to.deep.equal(hashOf(2));
    expect(Buffer.from(behind.getPreviousblockhash_asU8())).to.deep.equal(hashOf(1));

    suite.network.height = 4;
    const level = common.BlockchainInfo.deserializeBinary(suite.payload(['GetChainInfo', 'mychannel']));
    suite.network.height = 3;
    expect(Buffer.from(level.getCurrentblockhash_asU8())).to.deep.equal(hashOf(3));
    expect(Buffer.from(level.getPreviousblockhash_asU8())).to.deep.equal(hashOf(2));
  });

  it('gives blocks by number, hash and transaction', () => {
    expect(suite.payload(['GetBlockByNumber', 'mychannel', '1'])).to.deep.equal(
      suite.network.ledger.block(1)?.serializeBinary(),
    );
    expect(numberOf(suite.payload(['GetBlockByNumber', 'mychannel', '18446744073709551615']))).to.equal(2);
    expect(numberOf(suite.payload(['GetBlockByHash', 'mychannel', hashOf(0)]))).to.equal(0);
    expect(numberOf(suite.payload(['GetBlockByTxID', 'mychannel', 'tx3']))).to.equal(2);
  });

  it('gives the first transaction of an id, with its code', () => {
    const transaction = (txId: string): peer.ProcessedTransaction =>
      peer.ProcessedTransaction.deserializeBinary(suite.payload(['GetTransactionByID', 'mychannel', txId]));
    expect(transaction('tx1').getValidationcode()).to.equal(0);
    expect(transaction('tx2').getValidationcode()).to.equal(11);
    const envelope = transaction('tx2').getTransactionenvelope();
    const payload = common.Payload.deserializeBinary(envelope?.getPayload_asU8() ?? new Uint8Array());
    expect(Buffer.from(payload.getData_asU8())).to.deep.equal(createHash('sha256').update('tx2').digest());
  });

  it('knows nothing above its peer', () => {
    const of = (fname: string, argument: string | Uint8Array): [number, string] =>
      suite.refusal([fname, 'mychannel', argument]);
    expect(of('GetBlockByNumber', '3')).to.deep.equal([
      500,
      'Failed to get block number 3, error no such block number [3] in index',
    ]);
    expect(of('GetTransactionByID', 'tx4')).to.deep.equal([
      500,
      'Failed to get transaction with id tx4, error no such transaction ID [tx4] in index',
    ]);
    expect(of('GetBlockByTxID', 'tx4')).to.deep.equal([
      500,
      'Failed to get block for txID tx4, error no such transaction ID [tx4] in index',
    ]);
    expect(of('GetBlockByHash', 'abc')).to.deep.equal([
      500,
      'Failed to get block hash abc, error no such block hash [616263] in index',
    ]);
    expect(of('GetBlockByHash', hashOf(3))[1]).to.match(
      /error no such block hash \[[0-9a-f]{64}\] in index$/,
    );
  });

  it('refuses numbers as Go does', () => {
    const of = (number: string): string => suite.refusal(['GetBlockByNumber', 'mychannel', number])[1];
    const failed = 'Failed to parse block number with error strconv.ParseUint: parsing';
    expect(of('abc')).to.equal(`${failed} "abc": invalid syntax`);
    expect(of('')).to.equal(`${failed} "": invalid syntax`);
    expect(of('-1')).to.equal(`${failed} "-1": invalid syntax`);
    expect(of('1.5')).to.equal(`${failed} "1.5": invalid syntax`);
    expect(of('18446744073709551616')).to.equal(`${failed} "18446744073709551616": value out of range`);
    const long = '9'.repeat(10_000);
    expect(of(long)).to.equal(`${failed} "${long}": value out of range`);
    expect(of('9007199254740993')).to.equal(
      'Failed to get block number 9007199254740993, error no such block number [9007199254740993] in index',
    );
    expect(numberOf(suite.payload(['GetBlockByNumber', 'mychannel', `${'0'.repeat(30)}1`]))).to.equal(1);
  });

  it('refuses what is no question', () => {
    expect(suite.refusal([])).to.deep.equal([500, 'Incorrect number of arguments, 0']);
    expect(suite.refusal(['GetChainInfo'])).to.deep.equal([500, 'Incorrect number of arguments, 1']);
    expect(suite.refusal(['GetBlockByNumber', 'mychannel'])).to.deep.equal([
      500,
      'missing 3rd argument for GetBlockByNumber',
    ]);
    expect(suite.refusal(['GetChainInfo', 'other'])).to.deep.equal([500, 'Invalid chain ID, other']);
    expect(suite.refusal(['Drop', 'mychannel', 'x'])).to.deep.equal([
      500,
      'access denied for [Drop][mychannel]: [Unmapped policy for qscc/Drop]',
    ]);
  });

  it('refuses chaincodes and who may not read', () => {
    expect(suite.refusal(['GetChainInfo', 'mychannel'], { invokedChaincode: 'basic' })).to.deep.equal([
      500,
      "Rejecting invoke of QSCC from another chaincode because of potential for deadlocks, original invocation for 'basic'",
    ]);
    expect(suite.refusal(['GetChainInfo', 'mychannel'], { mspId: 'OrdererMSP' })).to.deep.equal([
      500,
      'access denied for [GetChainInfo][mychannel]: [Failed evaluating policy on signed data during check policy on channel [mychannel] ' +
        'with policy [/Channel/Application/Readers]: [implicit policy evaluation failed - 0 sub-policies were satisfied, ' +
        "but this policy requires 1 of the 'Readers' sub-policies to be satisfied]]",
    ]);
  });
});
