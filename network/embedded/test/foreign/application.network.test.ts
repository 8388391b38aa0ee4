import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { status } from '@grpc/grpc-js';
import { checkpointers, type ChaincodeEvent } from '@hyperledger/fabric-gateway';
import { common, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { failureOf } from '../gateway/failureOf.js';
import type { Application } from './Application.js';
import { firstOf } from './firstOf.js';
import { ForeignNetwork } from './ForeignNetwork.js';

const { TxValidationCode } = peer;

describe('an application on the embedded network', () => {
  let network: ForeignNetwork;
  let org1: Application;
  let org2: Application;

  before(async () => {
    network = await ForeignNetwork.start();
    org1 = network.connect('Org1MSP');
    org2 = network.connect('Org2MSP');
  });

  after(async () => {
    const { errors } = network.process;
    expect(await network.stop()).to.equal(0);
    expect(errors).not.to.match(/ {4}at /);
  });

  it('creates, reads and transfers', async () => {
    expect(await org1.submit('assets', 'create', 'a1', 'Ada')).to.deep.equal({ id: 'a1', owner: 'Ada' });
    expect(await org2.evaluate('assets', 'read', 'a1')).to.deep.equal({ id: 'a1', owner: 'Ada' });
    expect(await org2.submit('assets', 'transfer', 'a1', 'Ben')).to.deep.equal({ id: 'a1', owner: 'Ada' });
    expect(await org1.evaluate('assets', 'read', 'a1')).to.deep.equal({ id: 'a1', owner: 'Ben' });
  });

  it('is told what the chaincode refuses, by Fabric’s codes', async () => {
    const evaluated = await failureOf(org1.evaluate('assets', 'read', 'none'));
    const why = 'chaincode response 500, asset none does not exist';
    expect([evaluated.code, evaluated.text]).to.deep.equal([
      status.UNKNOWN,
      `evaluate call to endorser returned error: ${why}`,
    ]);
    const submitted = await failureOf(org1.submit('assets', 'transfer', 'none', 'Ben'));
    expect([submitted.code, submitted.text]).to.deep.equal([
      status.ABORTED,
      'failed to endorse transaction, see attached details for more info',
    ]);
    expect(submitted.details.join()).to.match(/^Org1MSP peer0\.org1\.example\.com:\d+: /);
    expect(submitted.details.join()).to.contain(why);
  });

  it('learns of conflicts from the commit status', async () => {
    await org1.submit('assets', 'create', 'hot', 'Ada');
    const endorsed = await Promise.all(
      ['Ben', 'Cem'].map(async (owner) =>
        org1
          .contract('assets')
          .newProposal('transfer', { arguments: ['hot', owner] })
          .endorse(),
      ),
    );
    const commits = await Promise.all(endorsed.map(async (transaction) => transaction.submit()));
    const states = await Promise.all(commits.map(async (commit) => commit.getStatus()));
    expect(states.map(({ code }) => code)).to.have.members([
      TxValidationCode.VALID,
      TxValidationCode.MVCC_READ_CONFLICT,
    ]);
    const twice = endorsed[0] ?? expect.fail('nothing endorsed');
    const again = await (await twice.submit()).getStatus();
    expect(again.code).to.equal(states[0]?.code);
  });

  it('signs offline, step by step', async () => {
    const offline = network.connect('Org1MSP', { offline: true });
    const { gateway, sign } = offline;
    const unsigned = offline.contract('assets').newProposal('create', { arguments: ['off', 'Ada'] });
    const refused = await failureOf(
      gateway.newSignedProposal(unsigned.getBytes(), Buffer.alloc(70, 1)).evaluate(),
    );
    expect([refused.code, refused.text]).to.deep.equal([
      status.FAILED_PRECONDITION,
      'evaluate call to endorser returned error: error validating proposal: access denied: channel [mychannel] creator org [Org1MSP]',
    ]);
    const proposal = gateway.newSignedProposal(unsigned.getBytes(), await sign(unsigned.getDigest()));
    const endorsed = await proposal.endorse();
    const transaction = gateway.newSignedTransaction(endorsed.getBytes(), await sign(endorsed.getDigest()));
    const submitted = await transaction.submit();
    const commit = gateway.newSignedCommit(submitted.getBytes(), await sign(submitted.getDigest()));
    const { successful, blockNumber } = await commit.getStatus();
    expect(successful).to.equal(true);

    const events = offline.network.newChaincodeEventsRequest('assets', { startBlock: blockNumber });
    const signedEvents = gateway.newSignedChaincodeEventsRequest(
      events.getBytes(),
      await sign(events.getDigest()),
    );
    expect((await firstOf(await signedEvents.getEvents(), 1)).map(summary)).to.deep.equal([
      ['created', 'off'],
    ]);
    const blocks = offline.network.newFilteredBlockEventsRequest({ startBlock: blockNumber });
    const signedBlocks = gateway.newSignedFilteredBlockEventsRequest(
      blocks.getBytes(),
      await sign(blocks.getDigest()),
    );
    const [block] = await firstOf(await signedBlocks.getEvents(), 1);
    expect(block?.getNumber()).to.equal(Number(blockNumber));
  });

  it('replays chaincode events from a checkpoint', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
    const file = join(folder, 'checkpoint.json');
    const { blockNumber } = await (
      await org1.contract('assets').submitAsync('create', { arguments: ['e1', 'Ada'] })
    ).getStatus();
    for (const owner of ['Ben', 'Cem']) await org1.submit('assets', 'transfer', 'e1', owner);
    await org1.submit('assets', 'create', 'e2', 'Dan');

    const first = await checkpointers.file(file);
    const events = await org2.network.getChaincodeEvents('assets', {
      startBlock: blockNumber,
      checkpoint: first,
    });
    const seen = await firstOf(events, 2);
    for (const event of seen) await first.checkpointChaincodeEvent(event);
    const second = await checkpointers.file(file);
    const later = await firstOf(await org2.network.getChaincodeEvents('assets', { checkpoint: second }), 2);
    expect([...seen, ...later].map(summary)).to.deep.equal([
      ['created', 'e1'],
      ['transferred', 'e1'],
      ['transferred', 'e1'],
      ['created', 'e2'],
    ]);
    rmSync(folder, { recursive: true });
  });

  it('keeps private data to its organisations', async () => {
    const appraise = async (collection: string, price: string): Promise<Uint8Array> =>
      org1.contract('vault').submit('appraise', {
        arguments: [collection, 'p1'],
        transientData: { price },
      });
    await appraise('shared', '300');
    await appraise('org1Only', '250');
    const prices = (org: Application, collection: string): Promise<unknown> =>
      org.evaluate('vault', 'price', collection, 'p1');
    expect([await prices(org1, 'shared'), await prices(org1, 'org1Only')]).to.deep.equal([300, 250]);
    expect(await prices(org2, 'shared')).to.equal(300);
    const refused = await failureOf(prices(org2, 'org1Only'));
    expect(refused.text).to.contain('tx creator does not have read access permission on privatedata');
    const hash = await org2.contract('vault').evaluateTransaction('priceHash', 'org1Only', 'p1');
    expect(Buffer.from(hash).toString()).to.equal(createHash('sha256').update('250').digest('hex'));
  });

  it('streams blocks with the private data that its organisation may see', async () => {
    const values = async (org: Application): Promise<string[]> => {
      const status = await (
        await org1.contract('vault').submitAsync('appraise', {
          arguments: ['org1Only', 'p2'],
          transientData: { price: '7777' },
        })
      ).getStatus();
      const { blockNumber: startBlock } = status;
      const [block] = await firstOf(await org.network.getBlockAndPrivateDataEvents({ startBlock }), 1);
      return [...(block?.getPrivateDataMapMap().entries() ?? [])].map(([, sets]) =>
        Buffer.from(sets.serializeBinary()).toString('latin1'),
      );
    };
    expect((await values(org1)).join()).to.contain('7777');
    expect(await values(org2)).to.deep.equal([]);
  });

  it('queries ranges page by page, and histories', async () => {
    for (const id of ['r1', 'r2', 'r3', 'r4', 'r5']) await org1.submit('vault', 'create', id, 'Ada');
    expect(await org2.evaluate('vault', 'list', 'r2', 'r5')).to.deep.equal(['r2', 'r3', 'r4']);
    const pages: unknown[] = [];
    for (let bookmark = '', more = true; more;) {
      const page = (await org1.evaluate('vault', 'page', 'r1', 'r9', '2', bookmark)) as {
        ids: string[];
        bookmark: string;
      };
      pages.push(page.ids);
      bookmark = page.bookmark;
      more = bookmark !== '';
    }
    expect(pages).to.deep.equal([['r1', 'r2'], ['r3', 'r4'], ['r5']]);
    await org1.submit('vault', 'transfer', 'r1', 'Ben');
    await org1.submit('vault', 'remove', 'r1');
    expect(await org1.evaluate('vault', 'history', 'r1')).to.deep.equal([null, 'Ben', 'Ada']);
  });

  it('calls one chaincode from another, on another server', async () => {
    await org1.submit('assets', 'create', 'c1', 'Ada');
    expect(await org1.submit('vault', 'copy', 'assets', 'c1')).to.deep.equal({ id: 'c1', owner: 'Ada' });
    expect(await org2.evaluate('vault', 'read', 'c1')).to.deep.equal({ id: 'c1', owner: 'Ada' });
  });

  it('reads the whole chain as blocks and as filtered blocks', async () => {
    const { blockNumber, transactionId } = await (
      await org1.contract('assets').submitAsync('create', { arguments: ['last', 'Ada'] })
    ).getStatus();
    const count = Number(blockNumber) + 1;
    const startBlock = 0n;
    const blocks = await firstOf(await org1.network.getBlockEvents({ startBlock }), count);
    expect(blocks.map((block) => block.getHeader()?.getNumber())).to.deep.equal([...Array(count).keys()]);
    const codes = blocks.map((block) =>
      Buffer.from(
        block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? [],
      ),
    );
    const filtered = await firstOf(await org2.network.getFilteredBlockEvents({ startBlock }), count);
    expect(
      filtered.map((block) =>
        Buffer.from(block.getFilteredTransactionsList().map((one) => one.getTxValidationCode())),
      ),
    ).to.deep.equal(codes);
    const last = filtered.at(-1)?.getFilteredTransactionsList()[0];
    expect([last?.getTxid(), last?.getType()]).to.deep.equal([
      transactionId,
      common.HeaderType.ENDORSER_TRANSACTION,
    ]);
  });

  it('goes on when a chaincode server has gone and come back', async () => {
    await network.assets.stop();
    const failure = await failureOf(org1.evaluate('assets', 'read', 'a1'));
    expect([failure.code, failure.details.length]).to.deep.equal([status.ABORTED, 2]);
    expect(failure.details.join()).to.contain('could not launch chaincode assets:1.0: ');
    expect(await org1.evaluate('vault', 'list', 'r2', 'r3')).to.deep.equal(['r2']);
    network.assets.start();
    expect(await org1.submit('assets', 'transfer', 'a1', 'Eva')).to.deep.equal({ id: 'a1', owner: 'Ben' });
  });
});

function summary({ eventName, payload }: ChaincodeEvent): [string, string] {
  return [eventName, Buffer.from(payload).toString()];
}
