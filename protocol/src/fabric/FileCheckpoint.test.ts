import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { FileCheckpoint } from './FileCheckpoint.js';

describe('FileCheckpoint', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-checkpoint-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('gives back the position saved last, and none before the first', async () => {
    const checkpoint = new FileCheckpoint(join(folder, 'state', 'blocks.json'));
    expect(await checkpoint.load()).to.equal(undefined);
    await checkpoint.save({ block: 4 });
    expect(await checkpoint.load()).to.deep.equal({ block: 4 });
    await checkpoint.save({ block: 5, afterTransactionId: 'ab' });
    expect(await new FileCheckpoint(join(folder, 'state', 'blocks.json')).load()).to.deep.equal({
      block: 5,
      afterTransactionId: 'ab',
    });
  });

  it('does not start from 0 when its file was spoilt', async () => {
    const path = join(folder, 'blocks.json');
    await writeFile(path, '{"block":');
    const error: unknown = await new FileCheckpoint(path).load().catch((caught: unknown) => caught);
    expect(error).to.have.property('code', 'INPUT_INVALID');
  });

  it('is whole, and never goes back, however often its writer is killed', async () => {
    const path = join(folder, 'blocks.json');
    const module = new URL('./FileCheckpoint.js', import.meta.url).href;
    const program = `
      const { FileCheckpoint } = await import(${JSON.stringify(module)});
      const checkpoint = new FileCheckpoint(process.argv[1]);
      let { block } = (await checkpoint.load()) ?? { block: 0 };
      for (;;) await checkpoint.save({ block: ++block, afterTransactionId: 'f'.repeat(64) });`;
    let last = 0;
    for (let round = 0; round < 5; round += 1) {
      const writer = spawn(process.execPath, ['--input-type=module', '--eval', program, path]);
      const before = last;
      while (((await new FileCheckpoint(path).load())?.block ?? 0) <= before) await sleep(5);
      writer.kill('SIGKILL');
      await new Promise((resolve) => writer.once('exit', resolve));
      const position = await new FileCheckpoint(path).load();
      expect(position?.afterTransactionId).to.equal('f'.repeat(64));
      expect(position?.block).to.be.greaterThan(before);
      last = position?.block ?? 0;
    }
  });
});
