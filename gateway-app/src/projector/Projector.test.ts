import { expect } from 'chai';
import { pino } from 'pino';
import { blocksOf } from '../../test/blocksOf.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { sampleMonth } from '../../test/sampleMonth.js';
import { digestReadModel } from '../readModel/digestReadModel.js';
import type { BlockSource } from './BlockSource.js';
import { Projector } from './Projector.js';

const log = pino({ level: 'silent' });
const { blocks } = sampleMonth().ledger.builder;
const last = blocks.length - 1;

describe('Projector', () => {
  const opened: OpenModel[] = [];
  const open = (): OpenModel => {
    const model = openModel();
    opened.push(model);
    return model;
  };
  const project = (model: OpenModel, source: BlockSource): Projector =>
    new Projector(model.model, source, model.scope, log);
  afterEach(() => {
    for (const { close } of opened.splice(0)) close();
  });

  it('follows the blocks and tells who waits for one', async () => {
    const model = open();
    const projector = project(model, blocksOf(blocks));
    let announced = 0;
    projector.onBlock(() => {
      announced += 1;
    });
    expect(projector.checkpoint).to.equal(-1);
    projector.start();
    await projector.reached(last);
    await projector.reached(0);
    expect(projector.checkpoint).to.equal(last);
    expect(announced).to.equal(blocks.length);
    await projector.stop();
  });

  it('goes on where an earlier run was cut off, at any block, to the same content', async () => {
    const whole = open();
    whole.apply(blocks);
    for (let cut = 0; cut < blocks.length; cut += 1) {
      const model = open();
      model.apply(blocks.slice(0, cut));
      const projector = project(model, blocksOf(blocks));
      projector.start();
      await projector.reached(last);
      await projector.stop();
      expect(digestReadModel(model.model.database)).to.deep.equal(digestReadModel(whole.model.database));
    }
  });

  it('stops visibly at a broken chain, and keeps what was sound', async () => {
    const model = open();
    const broken = blocks.map((block) =>
      block.number === 2 ? { ...block, previousHash: 'f'.repeat(64) } : block,
    );
    const projector = project(model, blocksOf(broken));
    projector.start();
    const failure = await projector.reached(last).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).to.have.property('code', 'BLOCK_CHAIN_BROKEN');
    expect(projector.failure?.code).to.equal('BLOCK_CHAIN_BROKEN');
    expect(projector.checkpoint).to.equal(1);
    await projector.stop();
  });

  it('lets nobody wait who asks while it stops', async () => {
    const projector = project(open(), blocksOf(blocks));
    projector.start();
    const stopped = projector.stop();
    const failure = await projector.reached(last + 1).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).to.have.property('code', 'GATEWAY_STOPPING');
    await stopped;
  });

  it('lets those who wait go when it is stopped', async () => {
    const projector = project(open(), blocksOf(blocks));
    projector.start();
    const waiting = projector.reached(last + 1).then(
      () => undefined,
      (error: unknown) => error,
    );
    await projector.reached(last);
    await projector.stop();
    expect(await waiting).to.have.property('code', 'GATEWAY_STOPPING');
    expect(projector.failure).to.equal(undefined);
  });
});
