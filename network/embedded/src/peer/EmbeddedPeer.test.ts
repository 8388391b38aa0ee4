import { expect } from 'chai';
import { InMemoryBlocks } from '../../test/gateway/InMemoryBlocks.js';
import { testBlock } from '../../test/gateway/testBlock.js';
import { CommitDelay } from './CommitDelay.js';
import { EmbeddedPeer } from './EmbeddedPeer.js';

const never = new AbortController().signal;

describe('EmbeddedPeer', () => {
  let blocks: InMemoryBlocks;
  let heights: number[];
  let peer: EmbeddedPeer;

  beforeEach(() => {
    blocks = new InMemoryBlocks();
    heights = [];
    append('t0');
    peer = peerWith(new CommitDelay(1, 0));
  });

  afterEach(() => {
    peer.stop();
  });

  it('starts where the ledger stands', () => {
    expect(peer.height).to.equal(1);
    expect(peer.block(0)).to.equal(blocks.block(0));
    expect(peer.locate('t0')).to.deep.equal({ block: 0, index: 0, code: 0 });
  });

  it('commits at once without a delay, and tells it', () => {
    commit('t1');
    expect(peer.height).to.equal(2);
    expect(heights).to.deep.equal([2]);
  });

  it('does not see what it has not committed yet', () => {
    append('t1');
    expect(peer.block(1)).to.equal(undefined);
    expect(peer.locate('t1')).to.equal(undefined);
  });

  it('commits in order, each block no earlier than its delay', async () => {
    const delay = new CommitDelay(7, 40);
    peer = peerWith(delay);
    const start = performance.now();
    for (let number = 1; number <= 10; number += 1) commit(`t${number}`);
    expect(peer.height).to.be.lessThan(11);
    await peer.waitForBlock(10, never);
    const slowest = Math.max(...Array.from({ length: 10 }, (_, index) => delay.ms('Org1MSP', index + 1)));
    expect(performance.now() - start).to.be.greaterThan(slowest - 2);
    expect(heights).to.deep.equal(Array.from({ length: 10 }, (_, index) => index + 2));
  });

  it('wakes who waits for a block or a transaction, in the first block that has it', async () => {
    const block = peer.waitForBlock(2, never);
    const transaction = peer.waitForTransaction('t2', never);
    commit('t1');
    commit('t2', 't2');
    await block;
    expect(await transaction).to.deep.equal({ block: 2, index: 0, code: 0 });
    expect(await peer.waitForTransaction('t2', never)).to.deep.equal({ block: 2, index: 0, code: 0 });
  });

  it('lets who gives up go, and keeps the others waiting', async () => {
    const controller = new AbortController();
    const given = [peer.waitForBlock(1, controller.signal), peer.waitForTransaction('t1', controller.signal)];
    const kept = peer.waitForTransaction('t1', never);
    controller.abort(new Error('enough'));
    for (const { status } of await Promise.allSettled(given)) expect(status).to.equal('rejected');
    commit('t1');
    expect(await kept).to.deep.equal({ block: 1, index: 0, code: 0 });
  });

  it('ends all waiting when it stops', async () => {
    const waiting = [peer.waitForBlock(1, never), peer.waitForTransaction('t1', never)];
    peer.stop();
    for (const outcome of await Promise.allSettled([...waiting, peer.waitForBlock(1, never)])) {
      expect(outcome.status === 'rejected' && String(outcome.reason)).to.equal(
        'RpcError: the peer of Org1MSP has stopped',
      );
    }
  });

  function peerWith(delay: CommitDelay): EmbeddedPeer {
    const created = new EmbeddedPeer({
      mspId: 'Org1MSP',
      address: 'peer0.org1.example.com:7051',
      identity: { mspId: 'Org1MSP', serialized: new Uint8Array(), sign: () => new Uint8Array() },
      ledger: blocks,
      delay,
      processProposal: () => Promise.reject(new Error('no endorser')),
      onAdvanced: () => heights.push(created.height),
    });
    return created;
  }

  function append(...txIds: readonly string[]): ReturnType<typeof testBlock> {
    const made = testBlock(
      blocks.height,
      txIds.map((txId) => ({ txId })),
    );
    blocks.append(made.block, made.transactions);
    return made;
  }

  function commit(...txIds: readonly string[]): void {
    const { transactions } = append(...txIds);
    peer.blockCommitted(blocks.height - 1, transactions);
  }
});
