import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { expect } from 'chai';
import type { Application } from '../foreign/Application.js';
import { ForeignNetwork } from '../foreign/ForeignNetwork.js';
import { readChain } from '../foreign/readChain.js';
import { failureOf } from '../gateway/failureOf.js';
import { expectSound } from './expectSound.js';

const DISK_KIB = 6_144;

describe('a full disk', () => {
  let network: ForeignNetwork;
  let application: Application;

  before(async () => {
    // A file system of the process's own, in memory and small: it needs no rights and is gone with the process.
    network = await ForeignNetwork.start({
      args: (dir) => ['--data', join(dir, 'disk', 'data')],
      wrapper: (dir) => {
        mkdirSync(join(dir, 'disk'));
        const mount = `mount -t tmpfs -o size=${DISK_KIB}k tmpfs "$0" && exec "$@"`;
        return ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', mount, join(dir, 'disk')];
      },
    });
    application = network.connect('Org1MSP');
  });

  after(async () => {
    await network.stop();
  });

  it('stops commits and no queries, leaves nothing half-written, and goes on when there is space', async () => {
    const filler = join(`/proc/${network.process.pid}/root`, network.dir, 'disk', 'filler');
    await application.submit('vault', 'create', 'before', 'Ada');
    const { bavail, bsize } = statfsSync(join(filler, '..'));
    writeFileSync(filler, Buffer.alloc(bavail * bsize - 200 * 1024));

    const endorsed = await Promise.all(
      Array.from({ length: 8 }, async (_, number) =>
        application
          .contract('vault')
          .newProposal('fill', { arguments: [`f${number}`, String(100 * 1024)] })
          .endorse(),
      ),
    );
    // Accepted before the orderer knows that the disk is full: these wait, and are lost by no fault of the disk's.
    const waiting = await Promise.all(endorsed.map(async (transaction) => transaction.submit()));
    const refusal = await untilRefused(application);
    expect(refusal.code).to.equal(status.UNAVAILABLE);
    expect(refusal.details.join()).to.match(
      /status=SERVICE_UNAVAILABLE, info=block \d+ cannot be committed: .*; it is tried again$/,
    );

    expect(await application.evaluate('vault', 'read', 'before')).to.deep.equal({
      id: 'before',
      owner: 'Ada',
    });
    expect(await application.evaluate('vault', 'list', 'f0', 'f9')).to.deep.equal([]);
    expect(network.process.errors).to.contain('cannot be committed yet: ');

    rmSync(filler);
    const states = await Promise.all(waiting.map(async (commit) => commit.getStatus()));
    expect(states.every(({ successful }) => successful)).to.equal(true);
    const { blockNumber } = await (
      await application.contract('vault').submitAsync('create', { arguments: ['after', 'Ada'] })
    ).getStatus();
    await readChain(application, Number(blockNumber) + 1);
    expect(await application.evaluate('vault', 'list', 'f0', 'f9')).to.have.lengthOf(8);
    await expectSound(network);
  });
});

/** Submits until the orderer takes no more. */
async function untilRefused(application: Application): ReturnType<typeof failureOf> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const transaction = await application
      .contract('vault')
      .newProposal('create', { arguments: [`attempt${attempt}`, 'Ada'] })
      .endorse();
    const submitted = transaction.submit();
    if (await submitted.then(() => false).catch(() => true)) return failureOf(submitted);
    await sleep(50);
  }
  throw new Error('never refused');
}
