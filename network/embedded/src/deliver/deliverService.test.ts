import { setTimeout as sleep } from 'node:timers/promises';
import { status, type ServiceError } from '@grpc/grpc-js';
import { common, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { DeliverScene } from '../../test/deliver/DeliverScene.js';
import { readAnswers } from '../../test/deliver/readAnswers.js';
import { until } from '../../test/ordering/until.js';

describe('deliverService', () => {
  let scene: DeliverScene;

  beforeEach(async () => {
    scene = await DeliverScene.open();
  });
  afterEach(async () => {
    await scene.close();
  });

  it('delivers the blocks that were asked for', async () => {
    expect(await scene.answers({ start: 'oldest', stop: 'newest' })).to.deep.equal([0, 1, 2, 'SUCCESS']);
    expect(await scene.answers({ start: 'oldest', stop: 'oldest' })).to.deep.equal([0, 'SUCCESS']);
    expect(await scene.answers({ start: 'newest', stop: 'newest' })).to.deep.equal([2, 'SUCCESS']);
    expect(await scene.answers({ start: 1, stop: 1 })).to.deep.equal([1, 'SUCCESS']);
    expect(await scene.answers({ start: 1, stop: 99, failIfNotReady: true })).to.deep.equal([
      1,
      2,
      'NOT_FOUND',
    ]);
    expect(await scene.answers({ start: 'nextCommit', stop: 99, failIfNotReady: true })).to.deep.equal([
      'NOT_FOUND',
    ]);
  });

  it('refuses positions that are none', async () => {
    expect(await scene.answers({ start: 4, stop: 9 })).to.deep.equal(['NOT_FOUND']);
    expect(await scene.answers({ start: 'none', stop: 'newest' })).to.deep.equal(['NOT_FOUND']);
    expect(await scene.answers({ start: 2, stop: 1 })).to.deep.equal(['BAD_REQUEST']);
    expect(await scene.answers({ start: undefined, stop: 'newest' })).to.deep.equal(['BAD_REQUEST']);
    expect(await scene.answers({ start: 'oldest', stop: undefined })).to.deep.equal(['BAD_REQUEST']);
  });

  it('waits for blocks that are not there yet', async () => {
    const waiting = scene.answers({ start: 2, stop: 3 });
    await until(() => scene.network.local.waiting === 1);
    scene.commit([{ txId: 't4' }]);
    expect(await waiting).to.deep.equal([2, 3, 'SUCCESS']);
  });

  it('answers one request after the other on a stream', async () => {
    const stream = scene.open('deliver');
    const reading = readAnswers(stream, 4);
    stream.write(scene.envelope({ start: 0, stop: 0 }));
    stream.write(scene.envelope({ start: 2, stop: 2 }));
    expect(await reading).to.deep.equal([0, 'SUCCESS', 2, 'SUCCESS']);
  });

  it('refuses unknown channels, strangers, wrong signatures and old requests', async () => {
    const all = { start: 'oldest', stop: 'newest' } as const;
    const stranger = scene.network.channel.identity('OrdererMSP', 'client');
    expect(await scene.answers({ ...all, channel: 'elsewhere' })).to.deep.equal(['NOT_FOUND']);
    expect(await scene.answers({ ...all, signer: stranger })).to.deep.equal(['FORBIDDEN']);
    const forger = { ...scene.client, sign: (bytes: Uint8Array) => stranger.sign(bytes) };
    expect(await scene.answers({ ...all, signer: forger })).to.deep.equal(['FORBIDDEN']);
    expect(await scene.answers({ ...all, ageMs: 16 * 60_000 })).to.deep.equal(['BAD_REQUEST']);
    expect(await scene.answers({ ...all, ageMs: -16 * 60_000 })).to.deep.equal(['BAD_REQUEST']);
    expect(await scene.answers({ ...all, ageMs: 14 * 60_000 })).to.deep.equal([0, 1, 2, 'SUCCESS']);
    const junk = new common.Envelope();
    expect(await scene.exchange(junk)).to.deep.equal(['BAD_REQUEST']);
    junk.setPayload(Buffer.from('junk'));
    expect(await scene.exchange(junk)).to.deep.equal(['BAD_REQUEST']);
  });

  it('ends when the certificate expires', async () => {
    const waiting = scene.answers({ start: 2, stop: 9 });
    await until(() => scene.network.local.waiting === 1);
    // The request's own time is past its check by now.
    scene.network.now = () => new Date(Date.now() + 20 * 365 * 24 * 3_600_000);
    scene.commit([{ txId: 't4' }]);
    expect(await waiting).to.deep.equal([2, 'FORBIDDEN']);
  });

  it('reads no further ahead than a slow client takes', async () => {
    for (let number = 3; number < 13; number += 1) scene.commit([{ txId: 'x'.repeat(200_000) }]);
    // A plain HTTP/2 client: the gRPC one reads ahead whether or not it is paused.
    const session = scene.network.session();
    const stream = session.request({
      ':method': 'POST',
      ':path': peer.DeliverService.deliver.path,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    stream.on('error', () => undefined);
    const message = scene.envelope({ start: 3, stop: 99 }).serializeBinary();
    const prefix = Buffer.alloc(5);
    prefix.writeUInt32BE(message.length, 1);
    scene.network.local.read = 0;
    stream.write(Buffer.concat([prefix, message]));
    await until(() => scene.network.local.read > 0);
    await sleep(300);
    expect(scene.network.local.read).to.equal(1);
    session.destroy();
  });

  it('frees its places when clients leave', async () => {
    await scene.close();
    const options = { mspIds: ['CommunityMSP'], of: 'CommunityMSP', chaincodes: [], concurrency: 1 };
    scene = await DeliverScene.openWith(options, 'CommunityMSP');
    const stream = scene.open('deliver');
    stream.on('error', () => undefined);
    stream.resume();
    stream.write(scene.envelope({ start: 'nextCommit', stop: 99 }));
    await until(() => scene.network.local.waiting === 1);
    const refused = await new Promise<ServiceError>((resolve) =>
      scene.open('deliver').on('error', resolve).resume(),
    );
    expect(refused.details).to.equal(
      'too many requests for /protos.Deliver, exceeding concurrency limit (1)',
    );
    expect(refused.code).to.equal(status.UNKNOWN);
    stream.cancel();
    await until(() => scene.network.local.waiting === 0);
    expect(await scene.answers({ start: 5, stop: 9 })).to.deep.equal(['NOT_FOUND']);
  });
});
