import { expect } from 'chai';
import { ForeignNetwork } from '../foreign/ForeignNetwork.js';
import { expectSound } from './expectSound.js';
import { runManyClients } from './runManyClients.js';

const CLIENTS = 1_000;
const PROCESSES = 2;
const MEMORY_BYTES = 700 * 1024 * 1024;

describe('1,000 clients at once', () => {
  let network: ForeignNetwork;

  before(async () => {
    network = await ForeignNetwork.start();
    await expectSound(network);
    await network.connect('Org1MSP').evaluate('vault', 'list', 'none', 'nonf');
  });

  after(async () => {
    await network.stop();
  });

  it('are all answered, in bounded memory, and none is lost', async () => {
    const count = CLIENTS / PROCESSES;
    const results = await Promise.all(
      Array.from({ length: PROCESSES }, (_, number) =>
        runManyClients({ ready: network.ready, first: number * count, count }),
      ),
    );
    expect(results.flatMap(({ errors }) => errors)).to.deep.equal([]);
    expect(results.reduce((sum, { done }) => sum + done, 0)).to.equal(CLIENTS);
    const ids = Array.from({ length: CLIENTS / 5 }, (_, number) => `client${number * 5}`);
    const application = network.connect('Org2MSP');
    expect(await application.evaluate('vault', 'missing', JSON.stringify(ids))).to.deep.equal([]);
    expect(await network.process.peakMemory()).to.be.lessThan(MEMORY_BYTES);
    await expectSound(network);
  });
});
