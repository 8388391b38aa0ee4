import { expect } from 'chai';
import { suite } from '../harness/Suite.js';
import { enrolledNeighbourhood } from '../kills/enrolledNeighbourhood.js';
import { expectIntact } from '../kills/expectIntact.js';
import { expectProgress } from '../kills/expectProgress.js';
import { expectStream } from '../kills/expectStream.js';
import type { Neighbourhood } from '../kills/Neighbourhood.js';
import { startStream } from '../kills/startStream.js';

describe('kill -9 of orderers that agree among themselves', () => {
  let neighbourhood: Neighbourhood;

  before(async () => {
    neighbourhood = await enrolledNeighbourhood(suite());
    await neighbourhood.start();
    await expectProgress(neighbourhood);
  });

  after(async () => {
    await neighbourhood.kill();
  });

  it('of the BFT leader is a pause, and the killed orderer is a full member again afterwards', async () => {
    const { processes } = suite().network;
    const stream = await startStream(suite());
    const first = await processes.leader();
    await processes.kill(first, { hold: true });
    await expectProgress(neighbourhood);
    expect(await processes.leader(), 'the leader after the first one’s death').to.not.equal(first);
    await processes.start(first);
    await expectProgress(neighbourhood);
    // Three of four are needed: without another one, nothing goes on unless the first has caught up.
    const second = (await processes.ofRole('orderer')).find((name) => name !== first) ?? '';
    await processes.kill(second, { hold: true });
    await expectProgress(neighbourhood);
    await processes.start(second);
    await stream.stop();
    await suite().settled();
    const { operator, keys } = suite().community;
    await expectStream({ member: operator, keyring: keys.community }, stream);
    await expectIntact(suite(), neighbourhood);
  });
});
