import { peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import { Application } from '../foreign/Application.js';
import { ForeignNetwork } from '../foreign/ForeignNetwork.js';
import { seekEnvelope } from '../gateway/seekEnvelope.js';
import { expectSound } from './expectSound.js';
import { signerOf } from './signerOf.js';

const READERS = 30;
const BLOCKS = 15;
const VALUE_BYTES = 500_000;
/** Far below what READERS × BLOCKS × VALUE_BYTES would be. */
const MEMORY_BYTES = 120 * 1024 * 1024;

describe('readers that do not read', () => {
  let network: ForeignNetwork;

  before(async () => {
    network = await ForeignNetwork.start();
  });

  after(async () => {
    await network.stop();
  });

  it('are held for at most a block each, hold up nobody, and read on later', async () => {
    const application = network.connect('Org1MSP');
    for (let number = 0; number < BLOCKS; number += 1) {
      await application.submit('vault', 'fill', `big${number}`, String(VALUE_BYTES));
    }
    const before = await network.process.peakMemory();
    const readers = Array.from({ length: READERS }, () => openStream(network));
    await sleep(2_000);
    await expectSound(network);
    expect((await network.process.peakMemory()) - before).to.be.lessThan(MEMORY_BYTES);

    const [late = expect.fail('no reader'), ...others] = readers;
    for (const { cancel } of others) cancel();
    const numbers: number[] = [];
    for await (const number of late.blocks()) {
      numbers.push(number);
      if (number === BLOCKS) break;
    }
    expect(numbers).to.deep.equal([...Array(BLOCKS + 1).keys()]);
    late.cancel();
    await expectSound(network);
  });
});

/** Asks for all blocks on a connection of its own, and reads none yet. */
function openStream(network: ForeignNetwork): {
  readonly cancel: () => void;
  readonly blocks: () => AsyncGenerator<number>;
} {
  const client = Application.client(Application.organisation(network.ready, 'Org1MSP'));
  const { path, requestSerialize, responseDeserialize } = peer.DeliverService.deliver;
  const call = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
  const ignore = (): void => undefined;
  call.on('error', ignore);
  call.pause();
  call.write(seekEnvelope({ start: 'oldest', stop: 1_000, signer: signerOf(network.ready, 'Org1MSP') }));
  return {
    cancel: () => {
      call.cancel();
      client.close();
    },
    blocks: async function* () {
      for await (const response of call as AsyncIterable<peer.DeliverResponse>) {
        yield response.getBlock()?.getHeader()?.getNumber() ?? -1;
      }
    },
  };
}
